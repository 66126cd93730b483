//! `#[derive(Model)]`: which table, which columns, and the accessors of its relations.

use crate::attributes::{DieselField, named_fields, table_name};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Path};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let table = table_name(input)?;
    let name = &input.ident;
    let fields = named_fields(input, "Model")?;
    let mut columns = Vec::new();
    let mut positions = Vec::new();
    let mut integers = Vec::new();
    let mut columns_only = true;
    // Where the next column stands; a field that selects anything but one column of the table ends what is known.
    let mut next = Some(0_usize);
    for (field_name, field) in fields {
        let diesel = DieselField::read(field)?;
        if diesel.embed || diesel.select_expression.is_some() {
            next = None;
            columns_only = false;
            continue;
        }
        let column = diesel.column.as_ref().unwrap_or(field_name);
        let ty = &field.ty;
        columns.push(quote_spanned! {field.span()=>
            impl ::kinfolk::__private::HasColumn<#table::columns::#column> for #name {
                type Value = #ty;
                fn column(&self) -> &#ty { &self.#field_name }
            }
        });
        if let Some(position) = next {
            positions.push(quote! {
                if __column == ::core::any::TypeId::of::<#table::columns::#column>() {
                    return ::core::option::Option::Some(#position);
                }
            });
            // A value that was converted may be another one than the column's.
            if !diesel.converted {
                integers.push(quote! {
                    #position => ::kinfolk::__private::FieldOf(&self.#field_name).integer(),
                });
            }
            next = Some(position + 1);
        }
    }
    let accessors = accessors(&table, name);
    Ok(quote! {
        impl ::kinfolk::__private::Model for #name {
            type Table = #table::table;
            const COLUMNS_ONLY: bool = #columns_only;
            fn position(__column: ::core::any::TypeId) -> ::core::option::Option<usize> {
                #(#positions)*
                ::core::option::Option::None
            }
            #[inline]
            fn integer(&self, __position: usize) -> ::core::option::Option<::core::primitive::i64> {
                #[allow(unused_imports)]
                use ::kinfolk::__private::NoInteger as _;
                match __position {
                    #(#integers)*
                    _ => ::core::option::Option::None,
                }
            }
        }
        impl ::kinfolk::__private::ChildOf<#table::table> for #name {
            const QUERIES: usize = 1;
            type Shape = Self;
            fn from_shape(shape: Self) -> Self { shape }
        }
        #(#columns)*
        #accessors
    })
}

/// `impl Article { fn author(&self) … }`, written by the macro that stands beside the table: only it knows the relations.
fn accessors(table: &Path, name: &syn::Ident) -> TokenStream {
    let segments: Vec<_> = table.segments.iter().map(|segment| &segment.ident).collect();
    quote!(#table::__relations! { model #name, #(#segments)::* })
}
