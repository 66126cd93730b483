//! Runs migrations: plan, take the lock, carry out one after the other.

use std::time::Duration;

use diesel::connection::LoadConnection;

use super::execute::{Done, carry_out, explain, history};
use super::{Applied, Database, Error, Plan, Source, Status, Steps};

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
    source: &'a Source,
    conn: &'a mut C,
    wait: Duration,
}

impl<'a, C> Runner<'a, C> {
    pub(super) fn new(source: &'a Source, conn: &'a mut C) -> Self {
        Self { source, conn, wait: WAIT }
    }

    /// How long to wait for somebody else who holds the database; 60 seconds unless set.
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
    /// What is applied, pending and missing. Changes nothing, not even where there is no history yet.
    ///
    /// # Errors
    ///
    /// When the migrations or the history can't be read.
    pub fn status(&mut self) -> Result<Status, Error> {
        let all = self.source.migrations()?;
        Ok(Status::new(all, self.applied()?))
    }

    /// Applies what is pending, lowest version first.
    ///
    /// # Errors
    ///
    /// When a migration can't be read or is refused. Those before it stay applied ([`Error::done`]).
    pub fn run(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let plan = self.plan_run(steps)?;
        self.execute(&plan)
    }

    /// Reverts what is applied, highest version first.
    ///
    /// # Errors
    ///
    /// As [`run`](Runner::run); and, before anything is touched, when one of them has no `down.sql` or is missing.
    pub fn revert(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let plan = self.plan_revert(steps)?;
        self.execute(&plan)
    }

    /// Reverts the last ones and applies them again.
    ///
    /// # Errors
    ///
    /// As [`revert`](Runner::revert).
    pub fn redo(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let all = self.source.migrations()?;
        let plan = Plan::redo::<C::Backend>(&all, &self.source.to_string(), &self.applied()?, steps)?;
        self.execute(&plan)
    }

    /// What [`run`](Runner::run) would do, with the statements that it would send.
    ///
    /// # Errors
    ///
    /// When the migrations or the history can't be read.
    pub fn plan_run(&mut self, steps: Steps) -> Result<Plan, Error> {
        let all = self.source.migrations()?;
        Plan::run::<C::Backend>(&all, &self.applied()?, steps)
    }

    /// What [`revert`](Runner::revert) would do.
    ///
    /// # Errors
    ///
    /// As [`revert`](Runner::revert).
    pub fn plan_revert(&mut self, steps: Steps) -> Result<Plan, Error> {
        let all = self.source.migrations()?;
        Plan::revert::<C::Backend>(&all, &self.source.to_string(), &self.applied()?, steps)
    }

    fn applied(&mut self) -> Result<Vec<Applied>, Error> {
        let wait = self.wait;
        C::Backend::patiently(self.conn, wait, C::Backend::applied)
            .flatten()
            .map_err(|error| history::<C::Backend>(wait, error))
    }

    fn execute(&mut self, plan: &Plan) -> Result<Vec<Done>, Error> {
        if plan.steps().is_empty() {
            return Ok(Vec::new());
        }
        let wait = self.wait;
        let all = |conn: &mut C| -> Result<Vec<Done>, Error> {
            C::Backend::create_history(conn).map_err(|error| history::<C::Backend>(wait, error))?;
            let mut done = Vec::new();
            for step in plan.steps() {
                match carry_out(conn, step) {
                    Ok(Some(it)) => done.push(it),
                    Ok(None) => {}
                    Err(failure) => {
                        return Err(explain::<C::Backend>(step.script(), wait, failure).after(done));
                    }
                }
            }
            Ok(done)
        };
        let locked = |conn: &mut C| match plan.leaves_transactions() {
            // Between its statements, a migration without a transaction holds nothing that others would wait for.
            true => C::Backend::alone(conn, wait, all)
                .map_err(|failure| explain::<C::Backend>(plan.steps()[0].script(), wait, failure))?,
            false => all(conn),
        };
        C::Backend::patiently(self.conn, wait, locked).map_err(|error| history::<C::Backend>(wait, error))?
    }
}
