//! A schema of what MySQL and MariaDB have and others have not: it is read, generated, compiled and used.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

mod catalog;
mod generated;
mod loads;
mod mariadb;
#[rustfmt::skip]
mod schema;
#[path = "../support/mod.rs"]
mod support;
mod values;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use support::mysql::TestDatabase;

/// An empty database, and what the SQL text makes of it.
fn database(sql: &str) -> (TestDatabase, MysqlConnection) {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute(sql).unwrap();
    (database, conn)
}

/// The tables, empty.
fn library() -> (TestDatabase, MysqlConnection) {
    database(include_str!("schema.sql"))
}
