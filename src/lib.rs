//! Relations for Diesel: typed joins, nested loads and a `schema.rs` generated from your migrations.
#![forbid(unsafe_code)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod backend;
pub mod catalog;
pub mod codegen;
pub mod include;
pub mod instrument;
pub mod link;
pub mod migration;
pub mod prelude;
pub mod query;
pub mod relation;
pub mod types;

pub use kinfolk_derive::{Model, Projection, relations};

/// The code of the README, compiled and run as documentation is.
#[cfg(doctest)]
#[doc = include_str!(concat!(env!("OUT_DIR"), "/README.md"))]
mod readme {}
