//! `relations!`: from the declarations in schema.rs to tokens and what the library needs to know about them.

pub(crate) mod expand;
pub(crate) mod parse;
mod token;
