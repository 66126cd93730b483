//! What queries and loads return, on SQLite.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../blog/mod.rs"]
mod blog;

mod accessors;
mod aggregate;
#[cfg(feature = "async")]
mod asynchronous;
mod connections;
mod faults;
mod include;
mod join;
mod keys;
mod large;
mod links;
mod property;
