//! Migrations on MySQL or MariaDB.

pub(crate) mod database;
mod dirty;
#[path = "../every_database/mod.rs"]
mod every_database;
mod statements;
