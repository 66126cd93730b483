//! What queries and loads return, on SQLite.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

#[path = "../blog/mod.rs"]
mod blog;
mod database;
#[path = "../every_database/mod.rs"]
mod every_database;
#[cfg(feature = "async")]
mod one_thread;
