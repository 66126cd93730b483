//! The blog database of the tests: the schema of this repository, models and a few rows.
#![allow(dead_code, missing_docs, unreachable_pub)]

#[path = "../../schema.rs"]
pub mod schema;

pub mod models;
pub mod rows;
