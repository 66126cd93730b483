//! From migrations to a catalog, without a server and without anybody's data.

use diesel::prelude::*;

use crate::catalog::{Catalog, IntrospectError};
use crate::migration::{self, Source};

/// The migrations don't give a schema: one of them fails, or the result can't be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SchemaError(Kind);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("no database in memory: {0}")]
    Connection(#[from] ConnectionError),
    #[error(transparent)]
    Migration(#[from] migration::Error),
    #[error(transparent)]
    Introspect(#[from] IntrospectError),
}

impl SchemaError {
    /// The migration that failed, if that is why.
    ///
    /// # Errors
    ///
    /// The error itself when it is of another kind.
    pub fn into_migration(self) -> Result<migration::Error, Self> {
        match self.0 {
            Kind::Migration(error) => Ok(error),
            other => Err(Self(other)),
        }
    }
}

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
        source.run(&mut conn)?;
        Ok(super::introspect(&mut conn)?)
    };
    catalog().map_err(SchemaError)
}
