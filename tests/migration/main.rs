//! Migrations on real databases: order, failures, locks, and living together with Diesel's own tools.
#![allow(clippy::unwrap_used)]
#![allow(clippy::duplicate_mod, reason = "the tests of every database are there once for each")]

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
mod sqlite;
#[path = "../support/mod.rs"]
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod support;
