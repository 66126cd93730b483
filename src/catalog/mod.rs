//! The schema of a database as plain data: tables, columns, keys, indexes and foreign keys.
//!
//! A backend's `introspect` fills a [`Catalog`]; [`codegen`](crate::codegen), the linter and other tools read it. It knows
//! neither Diesel nor a connection, and serializes with serde (`kinfolk schema print --json`).
//!
//! Every name is the name in the database. Where it has several schemas, the default one (on PostgreSQL the first of the
//! search path) goes without saying: `schema` is `None` for what can be named without it.
//!
//! Lists keep the order of the database where it has one (columns) and are sorted where it has none (tables, indexes), so
//! that equal schemas are equal values.

mod backend;
mod error;
mod foreign_key;
mod index;
mod name;
// On PostgreSQL names are spelled as they are.
#[cfg(any(feature = "sqlite", feature = "mysql_backend"))]
mod spelling;
mod table;
mod types;

pub use backend::{Backend, UnknownBackend};
pub use error::IntrospectError;
pub use foreign_key::{Action, Deferrable, ForeignKey};
pub use index::{Index, IndexOrigin};
pub use name::QualifiedName;
#[cfg(any(feature = "sqlite", feature = "mysql_backend"))]
pub(crate) use spelling::spell_foreign_keys;
pub use table::{Column, Generated, Identity, Table, TableKind};
pub use types::{ColumnType, Declared, OwnType, OwnTypeKind};

use serde::Serialize;

/// The tables and views of one database, and its own types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Catalog {
    /// Tables and views, sorted by schema and name.
    pub tables: Vec<Table>,
    /// Types that the database has beside those it came with, sorted by schema and name.
    pub types: Vec<OwnType>,
    /// The name of the default schema; `None` where there is none, or only one.
    pub default_schema: Option<String>,
}

impl Catalog {
    /// The table or view of exactly this name.
    ///
    /// ```
    /// use kinfolk::catalog::{Catalog, QualifiedName};
    ///
    /// assert!(Catalog::default().table("users").is_none());
    /// assert!(Catalog::default().table(QualifiedName { schema: Some("audit"), name: "log" }).is_none());
    /// ```
    pub fn table<'n>(&self, name: impl Into<QualifiedName<'n>>) -> Option<&Table> {
        let name = name.into();
        self.tables.iter().find(|table| table.qualified() == name)
    }

    /// The type of the database's own of exactly this name.
    pub fn own_type<'n>(&self, name: impl Into<QualifiedName<'n>>) -> Option<&OwnType> {
        let name = name.into();
        self.types.iter().find(|own| own.qualified() == name)
    }
}
