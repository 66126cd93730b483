//! The schema of a database as plain data: tables, columns, keys, indexes and foreign keys.
//!
//! A backend's `introspect` fills a [`Catalog`]; [`codegen`](crate::codegen), the linter and other tools read it. It knows
//! neither Diesel nor a connection, and serializes with serde (`kinfolk schema print --json`).
//!
//! Every name is the name in the database. Lists keep the order of the database where it has one (columns) and are
//! sorted where it has none (tables, indexes), so that equal schemas are equal values.

mod error;
mod foreign_key;
mod table;

pub use error::IntrospectError;
pub use foreign_key::{Action, ForeignKey};
pub use table::{Column, Generated, Index, IndexOrigin, Table, TableKind};

use serde::Serialize;

/// The tables and views of one database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Catalog {
    /// Tables and views, sorted by name.
    pub tables: Vec<Table>,
}

impl Catalog {
    /// The table or view of exactly this name.
    ///
    /// ```
    /// use kinfolk::catalog::Catalog;
    ///
    /// assert!(Catalog::default().table("users").is_none());
    /// ```
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }
}
