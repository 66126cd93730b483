//! What queries and loads return, on PostgreSQL.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

#[path = "../blog/mod.rs"]
mod blog;
mod database;
#[path = "../every_database/mod.rs"]
mod every_database;
#[path = "../support/mod.rs"]
mod support;
#[cfg(all(feature = "async", feature = "one_statement"))]
mod ways;
