//! What differs from one database to the next.

#[cfg(feature = "sqlite")]
pub mod sqlite;
