//! The modules, tokens and permissions that a schema expands to.

use super::parse::{Relation, Schema, Table};
use super::token;
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use std::sync::atomic::{AtomicUsize, Ordering};
use syn::Ident;
use syn::ext::IdentExt;

/// Numbers the schemas of one crate, so that their accessor macros never share a name.
static SCHEMAS: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn expand(schema: &Schema) -> TokenStream {
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let marker = Ident::new("__KinfolkSchema", Span::call_site());
    let modules = schema.tables.iter().map(|table| module(table, number));
    let permissions = permissions(schema, &marker);
    let pairs: Vec<_> =
        schema.tables.iter().flat_map(|table| table.relations.iter().map(move |r| (table, r))).collect();
    let ids = numbers(pairs.len());
    let tokens = pairs
        .iter()
        .zip(&ids)
        .map(|((table, relation), id)| token::implementations(schema, table, relation, &marker, id));
    let infos = pairs.iter().map(|(table, relation)| token::info(schema, table, relation));
    quote! {
        #(#modules)*

        /// Every relation of this schema, as data.
        pub const RELATIONS: &[::kinfolk::__private::RelationInfo] = &[#(#infos),*];

        #[doc(hidden)]
        #[derive(Debug)]
        pub struct #marker;

        const _: () = {
            #permissions
            #(#tokens)*
        };
    }
}

/// `pub mod articles`: Diesel's module of the table with the relations beside the columns.
fn module(table: &Table, number: usize) -> TokenStream {
    let Table { docs, name, relations, .. } = table;
    let names: Vec<_> = relations.iter().map(|relation| &relation.name).collect();
    let tokens = relations.iter().map(|Relation { docs, name, .. }| {
        quote! {
            #(#docs)*
            #[derive(Debug, Clone, Copy, Default)]
            pub struct #name;
        }
    });
    let macro_name = format_ident!("__kinfolk_relations_{}_{}", name.unraw(), number);
    let methods = relations.iter().map(|Relation { docs, name, .. }| {
        quote! {
            #(#docs)*
            #[allow(dead_code, unreachable_pub)]
            pub fn #name(&self) -> ::kinfolk::__private::Followed<$($table)::*::rel::#name, <$model as ::kinfolk::__private::HasKey<$($table)::*::rel::#name>>::Key>
            where
                // Over all lifetimes, so that a model without the key column is an error where the
                // accessor is called and not where the model is declared.
                for<'__a> $model: ::kinfolk::__private::HasKey<$($table)::*::rel::#name>,
            {
                ::kinfolk::__private::follow::<$($table)::*::rel::#name, $model>(self)
            }
        }
    });
    quote! {
        #(#docs)*
        #[allow(unused_imports)]
        pub mod #name {
            pub use super::tables::#name::*;

            /// The relations of this table.
            #[allow(non_camel_case_types)]
            pub mod rel {
                #(#tokens)*
            }

            // Only this table knows its relations: `#[derive(Model)]` gets its accessors from here, and
            // `#[derive(Projection)]` learns here which of its fields are relations.
            #[doc(hidden)]
            #[macro_export]
            macro_rules! #macro_name {
                (model $model:ty, $($table:ident)::*) => { impl $model { #(#methods)* } };
                (projection $($input:tt)*) => { ::kinfolk::__private::__projection! { [#(#names)*] $($input)* } };
            }
            #[doc(hidden)]
            pub use #macro_name as __relations;
        }
    }
}

/// Any two tables of a schema may stand in one query: a number for each table instead of a pair of
/// implementations for each pair of tables, so that the cost is linear.
fn permissions(schema: &Schema, marker: &Ident) -> TokenStream {
    let ids = numbers(schema.tables.len());
    let tables = schema.tables.iter().zip(&ids).map(|(table, id)| {
        let table = token::table(&table.name);
        quote! {
            impl ::kinfolk::__private::Numbered<#marker> for #table { type Number = #id; }
            impl<__T> ::kinfolk::__private::TableNotEqual<__T> for #table
            where
                __T: ::kinfolk::__private::diesel::Table + ::kinfolk::__private::Numbered<#marker>,
                __T::Number: ::kinfolk::__private::Differs<#id, #marker>,
            {
            }
        }
    });
    quote!(#(#tables)*)
}

/// The numbers below `count` as type-level bits, all of one length.
fn numbers(count: usize) -> Vec<TokenStream> {
    let bits = usize::BITS - count.saturating_sub(1).leading_zeros();
    (0..count)
        .map(|number| {
            (0..bits).fold(quote!(::kinfolk::__private::End), |rest, bit| {
                let digit = format_ident!("{}", if number >> bit & 1 == 1 { "B1" } else { "B0" });
                quote!(::kinfolk::__private::#digit<#rest>)
            })
        })
        .collect()
}
