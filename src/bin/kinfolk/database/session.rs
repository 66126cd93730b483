//! What is done on a connection.

use std::time::Duration;

use diesel::connection::LoadConnection;
use kinfolk::catalog::{Catalog, IntrospectError};
use kinfolk::migration::{self, Done, Source, Status, Steps};

/// What to do with migrations.
#[derive(Clone, Copy)]
pub(crate) enum Task {
    Run(Steps),
    Revert(Steps),
    Redo(Steps),
}

/// A connection of any kind.
pub(super) trait Session {
    fn migrate(&mut self, source: &Source, wait: Duration, task: Task) -> Result<Vec<Done>, migration::Error>;
    fn status(&mut self, source: &Source) -> Result<Status, migration::Error>;
    fn resolve(
        &mut self,
        source: &Source,
        wait: Duration,
        version: &str,
        applied: bool,
    ) -> Result<(), migration::Error>;
    fn introspect(&mut self) -> Result<Catalog, IntrospectError>;
}

pub(super) struct Connected<C> {
    pub(super) conn: C,
    pub(super) introspect: fn(&mut C) -> Result<Catalog, IntrospectError>,
}

impl<C> Session for Connected<C>
where
    C: LoadConnection,
    C::Backend: migration::Database,
{
    fn migrate(&mut self, source: &Source, wait: Duration, task: Task) -> Result<Vec<Done>, migration::Error> {
        let mut runner = source.on(&mut self.conn).wait(wait);
        match task {
            Task::Run(steps) => runner.run(steps),
            Task::Revert(steps) => runner.revert(steps),
            Task::Redo(steps) => runner.redo(steps),
        }
    }

    fn status(&mut self, source: &Source) -> Result<Status, migration::Error> {
        source.on(&mut self.conn).status()
    }

    fn resolve(
        &mut self,
        source: &Source,
        wait: Duration,
        version: &str,
        applied: bool,
    ) -> Result<(), migration::Error> {
        source.on(&mut self.conn).wait(wait).resolve(version, applied)
    }

    fn introspect(&mut self) -> Result<Catalog, IntrospectError> {
        (self.introspect)(&mut self.conn)
    }
}
