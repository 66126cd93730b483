//! The database of a project: what the commands do is the same for each kind of it.

mod driver;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod elsewhere;
mod kind;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
mod session;
mod shadow;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::time::Duration;

use kinfolk::backend::{DatabaseUrl, is_connection_lost};
use kinfolk::catalog::Catalog;
use kinfolk::migration::{self, Done, Source, Status};

pub(crate) use driver::driver;
pub(crate) use kind::kind;
pub(crate) use session::Task;
pub(crate) use shadow::{Said, Shadow};

use crate::failure::Failure;
use session::Session;

/// May the database be made if it is not there?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Create,
    Existing,
    /// Not made, but taken for an empty one.
    OrEmpty,
}

/// A connection, and where it leads.
pub(crate) struct Database {
    session: Box<dyn Session>,
    place: Place,
}

#[allow(dead_code, reason = "a build may have one of them only")]
enum Place {
    /// A file, where it is known.
    File(Option<String>),
    Server(DatabaseUrl),
}

impl Database {
    pub(crate) fn migrate(&mut self, source: &Source, wait: Duration, task: Task) -> Result<Vec<Done>, Failure> {
        self.session.migrate(source, wait, task).map_err(|error| self.place.failure(&error))
    }

    pub(crate) fn status(&mut self, source: &Source) -> Result<Status, Failure> {
        self.session.status(source).map_err(|error| self.place.failure(&error))
    }

    pub(crate) fn resolve(
        &mut self,
        source: &Source,
        wait: Duration,
        version: &str,
        applied: bool,
    ) -> Result<(), Failure> {
        self.session.resolve(source, wait, version, applied).map_err(|error| self.place.failure(&error))
    }

    pub(crate) fn introspect(&mut self) -> Result<Catalog, Failure> {
        self.session.introspect().map_err(|error| match &self.place {
            Place::Server(url) if is_connection_lost(&error) => lost(url, Failure::new(&error)),
            Place::Server(url) => at_server(url, Failure::new(format!("{url}: {error}"))),
            Place::File(_) => Failure::new(error),
        })
    }
}

impl Place {
    /// Adds the place to an error that is not about a file of migrations.
    fn failure(&self, error: &migration::Error) -> Failure {
        let failure = Failure::from(error);
        let is_elsewhere = error.path().is_some() || error.is_missing();
        match self {
            Place::Server(url) if is_connection_lost(error) => lost(url, failure),
            Place::Server(url) if !is_elsewhere => {
                at_server(url, Failure { message: format!("{url}: {}", failure.message), ..failure })
            }
            Place::Server(url) => at_server(url, failure),
            Place::File(Some(file)) if !is_elsewhere => {
                Failure { message: format!("{file}: {}", failure.message), ..failure }.fact("file", file.as_str())
            }
            Place::File(_) => failure,
        }
    }
}

fn lost(url: &DatabaseUrl, failure: Failure) -> Failure {
    let message = format!(
        "{}. The connection to {url} was lost; when the server is there again, `kinfolk migrate status` says what is applied",
        failure.message
    );
    at_server(url, Failure { message, ..failure }.fact("kind", "connection_lost"))
}

fn at_server(url: &DatabaseUrl, failure: Failure) -> Failure {
    failure.fact("server", url.server()).fact("database", url.database())
}
