//! SQLite.

mod dialect;
mod foreign_keys;
mod introspect;
mod key_list;
mod key_type;
mod lock;
mod migrate;
mod mistake;
mod schema;
mod statements;
mod tokens;
mod types;

pub use introspect::introspect;
pub use key_list::KeyList;
pub use schema::catalog_of_migrations;
