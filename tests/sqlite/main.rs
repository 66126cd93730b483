//! What queries and loads return, on SQLite.
#![allow(missing_docs)]

#[path = "../blog/mod.rs"]
mod blog;

mod include;
mod join;
