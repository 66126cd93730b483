//! Runs migrations: plan, take the lock, carry out one after the other.

use std::time::Duration;

use diesel::connection::LoadConnection;

use super::engine::Engine;
use super::session::{Plain, now};
use super::{Database, Done, Error, Plan, Source, Status, Steps};

/// How long a runner waits for another one unless told otherwise.
const WAIT: Duration = Duration::from_secs(60);

/// The migrations of a [`Source`] on one database.
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::migration::{Source, State, Steps};
///
/// let source = Source::folder("migrations/sqlite");
/// let mut conn = SqliteConnection::establish(":memory:")?;
///
/// source.on(&mut conn).run(Steps::Number(1))?;
/// let status = source.on(&mut conn).status()?;
/// assert!(matches!(status.entries()[0].state, State::Applied { .. }));
///
/// let reverted = source.on(&mut conn).revert(Steps::All)?;
/// assert_eq!(reverted.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Runner<'a, C> {
    pub(super) source: &'a Source,
    pub(super) conn: &'a mut C,
    pub(super) wait: Duration,
}

impl<'a, C> Runner<'a, C> {
    pub(super) fn new(source: &'a Source, conn: &'a mut C) -> Self {
        Self { source, conn, wait: WAIT }
    }

    /// How long to wait for somebody else: for another runner, and in each statement for who holds what it needs; 60
    /// seconds unless set. On PostgreSQL a `lock_timeout` of the connection's own counts for statements.
    #[must_use]
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }
}

impl<C> Runner<'_, C>
where
    C: LoadConnection,
    C::Backend: Database,
{
    /// What is applied, pending, missing and dirty. Changes nothing, not even where there is no history yet.
    ///
    /// # Errors
    ///
    /// When the migrations or the history can't be read.
    pub fn status(&mut self) -> Result<Status, Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).status())
    }

    /// Applies what is pending, lowest version first.
    ///
    /// # Errors
    ///
    /// When a migration can't be read or is refused. Those before it stay applied ([`Error::done`]).
    pub fn run(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).run(steps))
    }

    /// Reverts what is applied, highest version first.
    ///
    /// # Errors
    ///
    /// As [`run`](Runner::run); and, before anything is touched, when one of them has no `down.sql` or is missing.
    pub fn revert(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).revert(steps))
    }

    /// Reverts the last ones and applies them again.
    ///
    /// # Errors
    ///
    /// As [`revert`](Runner::revert).
    pub fn redo(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).redo(steps))
    }

    /// What [`run`](Runner::run) would do, with the statements that it would send.
    ///
    /// # Errors
    ///
    /// When the migrations or the history can't be read.
    pub fn plan_run(&mut self, steps: Steps) -> Result<Plan, Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).plan_run(steps))
    }

    /// What [`revert`](Runner::revert) would do.
    ///
    /// # Errors
    ///
    /// As [`revert`](Runner::revert).
    pub fn plan_revert(&mut self, steps: Steps) -> Result<Plan, Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).plan_revert(steps))
    }

    /// Says of a [dirty](super::State::Dirty) migration that its changes are all there (`applied`) or all gone, after
    /// somebody has seen to it. Only the history is written.
    ///
    /// # Errors
    ///
    /// When no migration of that version is dirty ([`Error::is_not_dirty`]).
    pub fn resolve(&mut self, version: &str, applied: bool) -> Result<(), Error> {
        now(Engine::new(self.source, self.wait, &mut Plain(self.conn)).resolve(version, applied))
    }
}
