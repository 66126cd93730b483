//! A schema of what PostgreSQL has and others have not: it is read, generated, compiled and used.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

mod catalog;
mod generated;
mod loads;
#[rustfmt::skip]
mod schema;
#[path = "../support/mod.rs"]
mod support;
mod types;
mod values;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use support::postgres::TestDatabase;

const SQL: &str = include_str!("schema.sql");

/// The tables, empty.
fn database() -> (TestDatabase, PgConnection) {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute(SQL).unwrap();
    (database, conn)
}
