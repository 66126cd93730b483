//! `#[derive(Projection)]`: the struct is the loading plan.
//!
//! The derive alone cannot tell a column from a relation, so it expands in two steps: first to the macro that stands
//! beside the table, which hands the struct back with the names of the table's relations.

mod expand;
mod field;

use crate::attributes::{named_fields, table_name};
pub(crate) use expand::expand;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Ident, bracketed};

/// The first step.
pub(crate) fn begin(input: &DeriveInput) -> syn::Result<TokenStream> {
    let table = table_name(input)?;
    named_fields(input, "Projection")?;
    Ok(quote!(#table::__relations! { projection #input }))
}

/// The struct and the names of its table's relations.
pub(crate) struct Input {
    pub(crate) relations: Vec<Ident>,
    pub(crate) input: DeriveInput,
}

impl Parse for Input {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        use syn::ext::IdentExt;
        let names;
        bracketed!(names in stream);
        let mut relations = Vec::new();
        while !names.is_empty() {
            relations.push(names.call(Ident::parse_any)?);
        }
        Ok(Self { relations, input: stream.parse()? })
    }
}
