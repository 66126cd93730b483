//! Migrations on PostgreSQL.

pub(crate) mod database;
#[path = "../every_database/mod.rs"]
mod every_database;
mod statements;
#[path = "../transactional/mod.rs"]
mod transactional;
mod transactions;
