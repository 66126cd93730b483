//! What differs from one database to the next.

#[cfg_attr(not(any(feature = "postgres", feature = "mysql")), allow(dead_code, reason = "for servers"))]
mod connect;
#[cfg(feature = "mysql_backend")]
pub mod mysql;
#[cfg(feature = "postgres_backend")]
pub mod postgres;
#[cfg_attr(not(any(feature = "postgres", feature = "mysql")), allow(dead_code, reason = "for servers"))]
mod schema_error;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod shadow;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "sqlite", feature = "postgres_backend", feature = "mysql_backend"))]
mod token;

pub use connect::{ConnectError, DatabaseUrl, UrlError, is_connection_lost};
pub use schema_error::SchemaError;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub use shadow::Shadow;
