//! Why migrations give no schema.

use diesel::result::{ConnectionError, Error as DieselError};

use super::{ConnectError, DatabaseUrl};
use crate::catalog::IntrospectError;
use crate::migration;

/// The migrations don't give a schema: there is no database to run them in, one of them fails, or the result can't be
/// read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct SchemaError(#[from] Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("no database in memory: {0}")]
    Memory(#[from] ConnectionError),
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error(
        "{}: no scratch database can be created to run the migrations in: {why}. {permission} permits it",
        url.server()
    )]
    Refused { url: DatabaseUrl, why: String, permission: &'static str },
    #[error(
        "{url}: is not empty ({found}), so the migrations are not run in it; name an empty database, or leave the \
         database out of the URL to have scratch databases created on the server"
    )]
    NotEmpty { url: DatabaseUrl, found: String },
    #[error("{url}: another run of kinfolk has been using it for {seconds} s; try again, or give each its own")]
    InUse { url: DatabaseUrl, seconds: u64 },
    #[error("{url}: {doing}: {source}")]
    Scratch { url: DatabaseUrl, doing: &'static str, source: DieselError },
    #[error(transparent)]
    Migration(#[from] migration::Error),
    #[error(transparent)]
    Introspect(#[from] IntrospectError),
}

impl SchemaError {
    /// Why there is no connection, if that is why.
    pub fn connect_error(&self) -> Option<&ConnectError> {
        match &self.0 {
            Kind::Connect(error) => Some(error),
            _ => None,
        }
    }

    /// The database, or the server, that the migrations could not be run on, if that is why.
    pub fn url(&self) -> Option<&DatabaseUrl> {
        match &self.0 {
            Kind::Refused { url, .. }
            | Kind::NotEmpty { url, .. }
            | Kind::InUse { url, .. }
            | Kind::Scratch { url, .. } => Some(url),
            _ => None,
        }
    }

    /// May the user create no scratch database on that server?
    pub fn is_permission_denied(&self) -> bool {
        matches!(&self.0, Kind::Refused { .. })
    }

    /// Does the database that was given for it hold something already?
    pub fn is_not_empty(&self) -> bool {
        matches!(&self.0, Kind::NotEmpty { .. })
    }

    /// Was the database that was given for it used by another run for too long?
    pub fn is_in_use(&self) -> bool {
        matches!(&self.0, Kind::InUse { .. })
    }

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
