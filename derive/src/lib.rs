//! The macros of kinfolk. Use them through the `kinfolk` crate, which documents them.
#![forbid(unsafe_code)]

mod attributes;
mod model;
mod projection;
mod relations;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Declares the relations of a schema; written by `kinfolk schema generate`.
#[proc_macro]
pub fn relations(input: TokenStream) -> TokenStream {
    let schema = parse_macro_input!(input as relations::parse::Schema);
    relations::expand::expand(&schema).into()
}

/// Says that a struct is a row (or a part of a row) of a table.
#[proc_macro_derive(Model, attributes(diesel))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    model::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The second half of `#[derive(Projection)]`, after the table's macro has told the names of its relations.
#[doc(hidden)]
#[proc_macro]
pub fn __projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as projection::Input);
    projection::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Makes a struct a loading plan: columns, embedded models and the relations to load with them.
#[proc_macro_derive(Projection, attributes(diesel, kinfolk))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    projection::begin(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
