//! SQLite.

mod foreign_keys;
mod history;
mod introspect;
mod lock;
mod migrate;
mod mistake;
mod schema;
mod statements;
mod tokens;

pub use introspect::introspect;
pub use schema::{SchemaError, catalog_of_migrations};
