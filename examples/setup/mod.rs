//! What the examples share: the schema of this repository, models of its tables, and a blog to read.
#![allow(dead_code, unreachable_pub)]

#[path = "../../schema.rs"]
pub mod schema;

pub mod models;
mod rows;
pub mod show;

pub use rows::fill_in;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::migration::{self, Source};
use std::error::Error;

/// The migrations of this repository, built into the program.
pub const MIGRATIONS: Source = migration::embed!("migrations/sqlite");

/// A database in memory with the tables and a few rows.
pub fn connect() -> Result<SqliteConnection, Box<dyn Error>> {
    let mut conn = SqliteConnection::establish(":memory:")?;
    prepare(&mut conn)?;
    Ok(conn)
}

/// The tables and a few rows, in an empty database.
pub fn prepare(conn: &mut SqliteConnection) -> Result<(), Box<dyn Error>> {
    conn.batch_execute("PRAGMA foreign_keys = ON")?;
    MIGRATIONS.run(conn)?;
    fill_in(conn)?;
    Ok(())
}
