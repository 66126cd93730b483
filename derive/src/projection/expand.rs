//! What a projection expands to.

use super::Input;
use super::field::{PlanField, RelationField, Source};
use crate::attributes::{backends, named_fields, table_name};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, Path, Visibility};

pub(crate) fn expand(input: &Input) -> syn::Result<TokenStream> {
    let table = table_name(&input.input)?;
    let fields = named_fields(&input.input, "Projection")?
        .into_iter()
        .map(|(name, field)| PlanField::read(name, field, &table, &input.relations))
        .collect::<syn::Result<Vec<_>>>()?;
    let recursive = recursive(&fields)?;
    let this = &input.input.ident;
    let queries = fields.iter().filter_map(PlanField::queries);
    let rows = rows(this, &input.input.vis, &table, &fields);
    let shape = shape(this, &table, recursive);
    let embeddable = recursive.is_none().then(|| quote!(impl ::kinfolk::__private::Embeddable for #this {}));
    let loading = match backends(&input.input)? {
        None => quote!(::kinfolk::__private::for_each_backend! { #rows #shape }),
        Some(backends) => quote!(#(const _: () = {
            type __DB = #backends;
            #rows
            #shape
        };)*),
    };
    Ok(quote! {
        impl ::kinfolk::__private::Projection for #this {
            type Table = #table::table;
            const QUERIES: usize = {
                // Counts 0 for a field that does not fit: that is an error elsewhere, and one is enough.
                #[allow(unused_imports)]
                use ::kinfolk::__private::UnknownQueries as _;
                1 #(+ #queries)*
            };
        }
        impl ::kinfolk::__private::ChildOf<#table::table> for #this {
            const QUERIES: usize = <Self as ::kinfolk::__private::Projection>::QUERIES;
            type Shape = Self;
            fn from_shape(shape: Self) -> Self { shape }
        }
        #embeddable
        #loading
    })
}

/// The recursive field, of which there can be one.
fn recursive<'a>(fields: &'a [PlanField<'a>]) -> syn::Result<Option<(&'a PlanField<'a>, &'a RelationField)>> {
    let mut found = None;
    for field in fields {
        let Source::Recursive(relation) = &field.source else { continue };
        if found.is_some() {
            return Err(syn::Error::new(field.name.span(), "a projection can have one recursive field only"));
        }
        found = Some((field, &**relation));
    }
    Ok(found)
}

/// What collects single rows: one collector a field.
fn rows(this: &Ident, vis: &Visibility, table: &Path, fields: &[PlanField<'_>]) -> TokenStream {
    let plain = || fields.iter().filter(|field| !matches!(field.source, Source::Recursive(_)));
    let names: Vec<_> = plain().map(|field| field.name).collect();
    let types = plain().map(|field| field.ty);
    let collectors = plain().map(|field| field.collector(table));
    let is_own = |field: &&PlanField<'_>| matches!(field.source, Source::Embedded | Source::Column(_));
    let own: Vec<_> = plain().filter(is_own).map(|field| field.name).collect();
    let others: Vec<_> = plain().filter(|field| !is_own(field)).map(|field| field.name).collect();
    let recursive = fields.iter().filter(|field| matches!(field.source, Source::Recursive(_))).map(|field| field.name);
    let pattern = names.iter().fold(quote!(()), |before, name| quote!((#before, #name)));
    quote! {
        // As visible as the struct: it is an associated type of it.
        #vis struct __Rows<__F: ::kinfolk::__private::Family> {
            __rows: usize,
            #(#names: ::std::boxed::Box<dyn ::kinfolk::__private::Collect<__F, Item = #types>>,)*
        }
        fn __rows<__F: ::kinfolk::__private::Family<Backend = __DB>>(
            __columns: &mut ::kinfolk::__private::Columns<__DB>,
        ) -> __Rows<__F> {
            #[allow(unused_imports)]
            use ::kinfolk::__private::NoInteger as _;
            #[allow(unused_imports)]
            use ::kinfolk::__private::diesel::prelude::*;
            #(#collectors)*
            __Rows { __rows: 0, #(#names),* }
        }
        impl<__F: ::kinfolk::__private::Family<Backend = __DB>> ::kinfolk::__private::Collect<__F> for __Rows<__F> {
            type Item = #this;
            fn row<'__conn, '__query>(
                &mut self,
                __row: &__F::Row<'__conn, '__query>,
            ) -> ::kinfolk::__private::diesel::QueryResult<()> {
                self.__rows += 1;
                // First the row's own columns: the relations take their keys from there.
                #(self.#own.row(__row)?;)*
                #(let #own = &self.#own;)*
                let __integers = |__position: ::core::primitive::usize| {
                    ::core::option::Option::None #(.or_else(|| #own.integer(__position)))*
                };
                #(self.#others.row_beside(__row, &__integers)?;)*
                ::core::result::Result::Ok(())
            }
            fn integer(
                &self,
                __position: ::core::primitive::usize,
            ) -> ::core::option::Option<::core::primitive::i64> {
                ::core::option::Option::None #(.or_else(|| self.#own.integer(__position)))*
            }
            fn send_ahead(
                &mut self,
                __parents: &dyn ::kinfolk::__private::ParentRows<__DB>,
                __send: &mut ::kinfolk::__private::SendAhead<'_, __DB>,
            ) {
                #(self.#names.send_ahead(__parents, __send);)*
            }
            fn ready<'__a>(&'__a mut self, __jobs: &mut ::kinfolk::__private::Jobs<'__a, __F>) {
                #(self.#names.ready(__jobs);)*
            }
            fn finish(
                self: ::std::boxed::Box<Self>,
            ) -> ::kinfolk::__private::diesel::QueryResult<::kinfolk::__private::Values<#this>> {
                let __items = ::core::iter::repeat_n((), self.__rows);
                #(let __items = __items.zip(self.#names.finish()?);)*
                let __item = |#pattern| #this { #(#names,)* #(#recursive: ::std::vec::Vec::new(),)* };
                ::core::result::Result::Ok(::std::boxed::Box::new(__items.map(__item)))
            }
        }
    }
}

fn shape(this: &Ident, table: &Path, recursive: Option<(&PlanField<'_>, &RelationField)>) -> TokenStream {
    let Some((field, relation)) = recursive else {
        return quote! {
            impl ::kinfolk::__private::Shape<__DB> for #this {
                type Rows<__F: ::kinfolk::__private::Family<Backend = __DB>> = __Rows<__F>;
                fn rows<__F: ::kinfolk::__private::Family<Backend = __DB>>(
                    __columns: &mut ::kinfolk::__private::Columns<__DB>,
                ) -> __Rows<__F> {
                    __rows(__columns)
                }
            }
        };
    };
    let (name, path, options) = (field.name, &relation.path, relation.options());
    let depth = match &relation.options.depth {
        None => quote!(::core::option::Option::None),
        Some(depth) => quote!(::core::option::Option::Some(#depth)),
    };
    let span = syn::spanned::Spanned::span(field.ty);
    let new = quote_spanned! {span=>
        ::kinfolk::__private::TreeRows::new::<#table::table, #path>
    };
    quote! {
        impl ::kinfolk::__private::Shape<__DB> for #this {
            type Rows<__F: ::kinfolk::__private::Family<Backend = __DB>> =
                ::kinfolk::__private::TreeRows<__F, __Rows<__F>, #this>;
            fn rows<__F: ::kinfolk::__private::Family<Backend = __DB>>(
                __columns: &mut ::kinfolk::__private::Columns<__DB>,
            ) -> Self::Rows<__F> {
                #[allow(unused_imports)]
                use ::kinfolk::__private::diesel::prelude::*;
                #new(__columns, #options, #depth, __rows, |__parent, __children| __parent.#name = __children)
            }
        }
    }
}
