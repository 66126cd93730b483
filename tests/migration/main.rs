//! Migrations on real SQLite files: order, failures, locks, and living together with Diesel's own tools.
#![allow(clippy::unwrap_used)]

mod diesel;
mod failures;
mod folders;
mod foreign_keys;
mod runners;
mod statements;
mod support;
mod transactions;
