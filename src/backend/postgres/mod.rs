//! PostgreSQL.

#[cfg(feature = "postgres")]
mod connect;
mod dialect;
mod introspect;
mod key_list;
mod key_type;
mod lock;
mod migrate;
mod mistake;
#[cfg(feature = "async")]
mod pipeline;
#[cfg(feature = "one_statement")]
mod record;
#[cfg(feature = "postgres")]
mod schema;
#[cfg(feature = "postgres")]
mod scratch;
mod settings;
mod statements;
mod tokens;
mod types;

#[cfg(feature = "postgres")]
pub use connect::connect;
pub use introspect::introspect;
pub use key_list::KeyList;
#[cfg(feature = "postgres")]
pub use schema::catalog_of_migrations;
