//! Relations for Diesel: typed joins, nested loads and a `schema.rs` generated from your migrations.
#![forbid(unsafe_code)]

// The macros name the crate as `::kinfolk`; inside the crate that is this one.
extern crate self as kinfolk;

pub mod backend;
pub mod catalog;
pub mod codegen;
pub mod include;
pub mod instrument;
pub mod migration;
pub mod prelude;
pub mod query;
pub mod relation;
