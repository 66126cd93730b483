//! A database in memory with the repository's migrations and a few rows.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// The tables, empty.
pub fn empty() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").expect("a database in memory");
    conn.run_pending_migrations(MIGRATIONS).expect("the migrations run");
    conn
}

/// The tables with a few rows.
pub fn connect() -> SqliteConnection {
    let mut conn = empty();
    conn.batch_execute("PRAGMA foreign_keys = ON").expect("foreign keys");
    conn.batch_execute(include_str!("rows.sql")).expect("the rows");
    conn
}
