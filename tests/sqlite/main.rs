//! What queries and loads return, on SQLite.
#![allow(missing_docs)]

#[path = "../blog/mod.rs"]
mod blog;

mod accessors;
mod aggregate;
#[cfg(feature = "async")]
mod asynchronous;
mod include;
mod join;
mod links;
mod connections;
mod faults;
mod keys;
mod large;
mod property;
