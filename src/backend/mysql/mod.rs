//! MySQL and MariaDB.

mod bodies;
#[cfg(feature = "mysql")]
mod connect;
mod dialect;
mod introspect;
mod key_list;
mod key_type;
mod lock;
mod migrate;
mod mistake;
#[cfg(feature = "mysql")]
mod schema;
#[cfg(feature = "mysql")]
mod scratch;
mod settings;
mod statements;
mod tokens;
mod types;
mod unfinished;

#[cfg(feature = "mysql")]
pub use connect::connect;
pub use introspect::introspect;
pub use key_list::KeyList;
#[cfg(feature = "mysql")]
pub use schema::catalog_of_migrations;
