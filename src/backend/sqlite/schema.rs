//! From migrations to a catalog, without a server and without anybody's data.

use diesel::prelude::*;

use crate::backend::SchemaError;
use crate::backend::schema_error::Kind;
use crate::catalog::Catalog;
use crate::migration::{self, Source};

/// Runs all migrations in a database in memory and reads the schema that they make.
///
/// ```
/// use kinfolk::backend::sqlite;
/// use kinfolk::migration::Source;
///
/// let catalog = sqlite::catalog_of_migrations(&Source::folder("migrations/sqlite"))?;
/// assert!(catalog.table("articles").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When a migration can't be read or is refused, with file and line, or the schema can't be read.
pub fn catalog_of_migrations(source: &Source) -> Result<Catalog, SchemaError> {
    let catalog = || -> Result<Catalog, Kind> {
        let mut conn = SqliteConnection::establish(":memory:")?;
        source.run(&mut conn).map_err(migration::Error::in_scratch)?;
        Ok(super::introspect(&mut conn)?)
    };
    Ok(catalog()?)
}
