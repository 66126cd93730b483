//! The schema and the models of the blog, without its rows.
#![allow(dead_code, unused_imports, missing_docs)]

#[path = "../../blog/models.rs"]
pub mod models;
#[path = "../../../schema.rs"]
pub mod schema;

pub use diesel::prelude::*;
pub use kinfolk::prelude::*;
pub use models::*;
pub use schema::*;
