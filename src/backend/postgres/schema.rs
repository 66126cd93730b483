//! From migrations to a catalog, in a scratch database.

use super::scratch::Postgres;
use crate::backend::{SchemaError, Shadow, shadow};
use crate::catalog::Catalog;
use crate::migration::Source;

/// Runs all migrations in a scratch database and reads the schema that they make.
///
/// The scratch database is created and dropped again ([`Shadow`]), which takes the permission to create databases. It
/// is called `kinfolk_shadow_…`, and has encoding and collation of the one that the URL names, which is not touched.
/// What a run that was killed has left is removed by the next. Beside the statements of the migrations
/// and of `introspect`, it sends `CREATE DATABASE`, `DROP DATABASE`, and what tells whether a database is in use.
///
/// ```
/// use kinfolk::backend::{DatabaseUrl, Shadow, postgres};
/// use kinfolk::migration::Source;
///
/// # let Ok(url) = std::env::var("KINFOLK_TEST_POSTGRES_URL") else { return Ok(()) };
/// let server = Shadow::Server(DatabaseUrl::parse(&url)?);
/// let catalog = postgres::catalog_of_migrations(&Source::folder("migrations/postgres"), &server)?;
/// assert!(catalog.table("articles").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When there is no connection, no scratch database, a migration can't be read or is refused, or the schema can't be
/// read.
pub fn catalog_of_migrations(source: &Source, shadow: &Shadow) -> Result<Catalog, SchemaError> {
    Ok(shadow::catalog::<Postgres>(source, shadow)?)
}
