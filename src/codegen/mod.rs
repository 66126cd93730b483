//! From a [`Catalog`] to the text of `schema.rs`: tables for Diesel, and relations named after the foreign keys.
//!
//! [`generate`] is a pure function: the same catalog and configuration give the same bytes. [`relations()`] gives the
//! relations alone, as data.
//!
//! # Which relations there are
//!
//! | | from | name |
//! |---|---|---|
//! | belongs_to | every foreign key | its column without `_id`, or without the column it points at: `author_id` → `author`, `country_code -> code` → `country` |
//! | has_one | the inverse, where a key or a full unique index holds no column but those of the foreign key | the child table in the singular |
//! | has_many | the inverse otherwise | the child table |
//! | many_to_many | both foreign keys of a table whose primary key is made of just these two; or, if its primary key is none of the two, a full unique index over columns that are NOT NULL | the far table |
//!
//! - With several foreign keys from one child, inverses are called `<belongs_to>_<child>`: `editor_articles`.
//! - The inverse of a foreign key from a table to itself whose belongs_to is `parent` is called `children`.
//! - A many_to_many between a table and itself is called `<belongs_to>_<table>`: `followed_users`.
//! - A foreign key of several columns is named after those that are not called as the ones they point at:
//!   `(tenant_id, author_id) -> (tenant_id, id)` is `author`. If none is left, after its target in the singular.
//! - Two relations of one name are an error that says what to write in [`kinfolk.toml`](Config).
//!
//! A column whose type nothing in Diesel stands for is left out, with a comment in its place and a [`Notice`].
//!
//! A foreign key that can't be followed (its target is missing, a view, or has no key over these columns, or the types
//! differ) makes no relation and a [`Notice`].

mod config;
mod error;
mod label;
mod model;
mod names;
mod print;
mod relations;
mod tree;

pub use config::{Config, EnumConfig, Located, Named, RelationConfig, SchemaConfig, TableConfig};
pub use error::Error;
pub use relations::{Relation, RelationKind, Through};

use crate::catalog::Catalog;
use model::Model;
use serde::Serialize;
use std::fmt;

/// What the head of the file says about its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Where the tables come from: the folder of migrations as seen from the project, or a database's name.
    pub source: String,
    /// The fingerprint of the migrations, for `kinfolk_build::check`; `None` if they come from elsewhere.
    pub fingerprint: Option<String>,
}

/// A generated `schema.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The text of the file.
    pub text: String,
    /// What was left out, and why.
    pub notices: Vec<Notice>,
}

/// Something that was left out of the generated file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The table it is about.
    pub table: String,
    /// What was left out and what to do about it.
    pub message: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.table.escape_debug(), self.message)
    }
}

/// Writes the text of `schema.rs`.
///
/// ```
/// use kinfolk::{backend::sqlite, codegen::{self, Config, Header}};
/// use diesel::{connection::SimpleConnection, prelude::*, sqlite::SqliteConnection};
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// conn.batch_execute(
///     "CREATE TABLE users (id INTEGER PRIMARY KEY);
///      CREATE TABLE articles (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users (id));",
/// )?;
/// let catalog = sqlite::introspect(&mut conn)?;
/// let header = Header { source: "migrations".into(), fingerprint: None };
/// let schema = codegen::generate(&catalog, &Config::default(), &header)?;
/// assert!(schema.text.contains("author: belongs_to users (author_id -> id);"));
/// assert!(schema.text.contains("articles: has_many articles (id -> author_id);"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When names collide, or the configuration speaks of something that is not in the catalog.
pub fn generate(catalog: &Catalog, config: &Config, header: &Header) -> Result<Generated, Error> {
    let catalog = config.read(catalog)?;
    let mut model = Model::new(&catalog, config)?;
    let relations = relations::of(&mut model)?;
    let file = tree::File::new(header, &model, &relations);
    Ok(Generated { text: print::print(&file), notices: model.notices })
}

/// The relations of a catalog under their names, in the order of the generated file.
///
/// # Errors
/// As [`generate`].
pub fn relations(catalog: &Catalog, config: &Config) -> Result<Vec<Relation>, Error> {
    relations::of(&mut Model::new(&config.read(catalog)?, config)?)
}
