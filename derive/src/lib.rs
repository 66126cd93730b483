//! The macros of kinfolk. Use them through the `kinfolk` crate, which documents them.
#![forbid(unsafe_code)]
#![expect(missing_docs, reason = "documented where `kinfolk` exports them: their examples need it")]

mod attributes;
mod model;
mod multi_connection;
mod projection;
mod relations;
mod sql_enum;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

#[proc_macro]
pub fn relations(input: TokenStream) -> TokenStream {
    let schema = parse_macro_input!(input as relations::parse::Schema);
    relations::expand::expand(&schema).into()
}

#[proc_macro_derive(Model, attributes(diesel))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    model::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[proc_macro_derive(MultiConnection)]
pub fn derive_multi_connection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    multi_connection::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The second half of `#[derive(Projection)]`, after the table's macro has told the names of its relations.
#[doc(hidden)]
#[proc_macro]
pub fn __projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as projection::Input);
    projection::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[proc_macro_derive(SqlEnum, attributes(diesel, kinfolk))]
pub fn derive_sql_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    sql_enum::expand(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

#[proc_macro_derive(Projection, attributes(diesel, kinfolk))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    projection::begin(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
