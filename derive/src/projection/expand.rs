//! What a projection expands to.

use super::Input;
use super::field::PlanField;
use crate::attributes::{named_fields, table_name};
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) fn expand(input: &Input) -> syn::Result<TokenStream> {
    let table = table_name(&input.input)?;
    let fields = named_fields(&input.input, "Projection")?
        .into_iter()
        .map(|(name, field)| PlanField::read(name, field, &table, &input.relations))
        .collect::<syn::Result<Vec<_>>>()?;
    let this = &input.input.ident;
    // As visible as the struct: it is an associated type of it.
    let vis = &input.input.vis;
    let names: Vec<_> = fields.iter().map(|field| field.name).collect();
    let types: Vec<_> = fields.iter().map(|field| field.ty).collect();
    let collectors = fields.iter().map(|field| field.collector(&table));
    let queries = fields.iter().filter_map(PlanField::queries);
    Ok(quote! {
        impl ::kinfolk::__private::Projection for #this {
            type Table = #table::table;
            const QUERIES: usize = 1 #(+ #queries)*;
        }
        impl ::kinfolk::__private::ChildOf<#table::table> for #this {
            const QUERIES: usize = <Self as ::kinfolk::__private::Projection>::QUERIES;
            type Shape = Self;
            fn from_shape(shape: Self) -> Self { shape }
        }
        ::kinfolk::__private::for_each_backend! {
            #vis struct __Rows<__F: ::kinfolk::__private::Family> {
                __rows: usize,
                #(#names: ::std::boxed::Box<dyn ::kinfolk::__private::Collect<__F, Item = #types>>,)*
            }
            impl<__F: ::kinfolk::__private::Family<Backend = __DB>> ::kinfolk::__private::Collect<__F> for __Rows<__F> {
                type Item = #this;
                fn row<'__conn, '__query>(
                    &mut self,
                    __row: &__F::Row<'__conn, '__query>,
                ) -> ::kinfolk::__private::diesel::QueryResult<()> {
                    self.__rows += 1;
                    #(self.#names.row(__row)?;)*
                    ::core::result::Result::Ok(())
                }
                fn ready<'__a>(&'__a mut self, __jobs: &mut ::kinfolk::__private::Jobs<'__a, __F>) {
                    #(self.#names.ready(__jobs);)*
                }
                fn finish(
                    self: ::std::boxed::Box<Self>,
                ) -> ::kinfolk::__private::diesel::QueryResult<::std::vec::Vec<#this>> {
                    let mut __items = ::std::vec::Vec::with_capacity(self.__rows);
                    let mut __fields = (#(self.#names.finish()?.into_iter(),)*);
                    let (#(#names,)*) = &mut __fields;
                    while let (#(::core::option::Option::Some(#names),)*) = (#(#names.next(),)*) {
                        __items.push(#this { #(#names),* });
                    }
                    ::core::result::Result::Ok(__items)
                }
            }
            impl ::kinfolk::__private::Shape<__DB> for #this {
                type Rows<__F: ::kinfolk::__private::Family<Backend = __DB>> = __Rows<__F>;
                fn rows<__F: ::kinfolk::__private::Family<Backend = __DB>>(
                    __columns: &mut ::kinfolk::__private::Columns<__DB>,
                ) -> __Rows<__F> {
                    #[allow(unused_imports)]
                    use ::kinfolk::__private::diesel::prelude::*;
                    #(#collectors)*
                    __Rows { __rows: 0, #(#names),* }
                }
            }
        }
    })
}
