//! Migrations on SQLite.

pub(crate) mod database;
#[path = "../every_database/mod.rs"]
mod every_database;
mod failures;
mod foreign_keys;
mod statements;
#[path = "../transactional/mod.rs"]
mod transactional;
mod transactions;
