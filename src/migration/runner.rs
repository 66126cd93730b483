//! Runs migrations: plan, take the lock, look again, send, write it down.

use std::time::{Duration, Instant};

use diesel::connection::{LoadConnection, SimpleConnection};

use super::error::{Cause, Error, Kind};
use super::{
    Applied, Database, Direction, Effect, Failure, Migration, Plan, Script, Source, Step, Steps,
};

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

/// A migration that was carried out.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Done {
    /// Its version.
    pub version: String,
    /// The name of its folder.
    pub name: String,
    /// Applied or reverted.
    pub direction: Direction,
    /// How many statements were sent. None for a file of comments only.
    pub statements: usize,
    /// How long it took.
    #[serde(rename = "milliseconds", serialize_with = "milliseconds")]
    pub took: Duration,
}

fn milliseconds<S: serde::Serializer>(took: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(took.as_micros() as f64 / 1000.0)
}

/// All migrations that the source or the database knows.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Status {
    entries: Vec<Entry>,
}

/// One migration and its state.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Entry {
    /// Its version.
    pub version: String,
    /// The name of its folder; `None` where it is missing.
    pub name: Option<String>,
    /// Is there a `down.sql`?
    pub reversible: bool,
    /// Applied, pending or missing.
    #[serde(flatten)]
    pub state: State,
}

/// Where a migration stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum State {
    /// Applied in the database.
    Applied {
        /// When, in UTC.
        at: String,
    },
    /// Not yet applied.
    Pending,
    /// Applied in the database, but the source does not have it.
    Missing {
        /// When, in UTC.
        at: String,
    },
}

impl Status {
    fn new(all: Vec<Migration>, applied: Vec<Applied>) -> Self {
        let state = |version: &str| match applied.iter().find(|it| it.version == version) {
            Some(applied) => State::Applied {
                at: applied.at.clone(),
            },
            None => State::Pending,
        };
        let known = all.iter().map(|it| Entry {
            version: it.version().into(),
            name: Some(it.name().into()),
            reversible: it.is_reversible(),
            state: state(it.version()),
        });
        let missing = applied
            .iter()
            .filter(|it| all.iter().all(|known| known.version() != it.version));
        let missing = missing.map(|it| Entry {
            version: it.version.clone(),
            name: None,
            reversible: false,
            state: State::Missing { at: it.at.clone() },
        });
        let mut entries: Vec<Entry> = known.chain(missing).collect();
        entries.sort_by(|a, b| a.version.cmp(&b.version));
        Self { entries }
    }

    /// The migrations, lowest version first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those that are not yet applied.
    pub fn pending(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|it| it.state == State::Pending)
    }
}

impl<'a, C> Runner<'a, C> {
    pub(super) fn new(source: &'a Source, conn: &'a mut C) -> Self {
        Self {
            source,
            conn,
            wait: WAIT,
        }
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
        let plan =
            Plan::redo::<C::Backend>(&all, &self.source.to_string(), &self.applied()?, steps)?;
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
            true => C::Backend::alone(conn, wait, all).map_err(|failure| {
                explain::<C::Backend>(plan.steps()[0].script(), wait, failure)
            })?,
            false => all(conn),
        };
        C::Backend::patiently(self.conn, wait, locked)
            .map_err(|error| history::<C::Backend>(wait, error))?
    }
}

/// One migration; `None` when somebody else has done it meanwhile.
fn carry_out<C>(conn: &mut C, step: &Step) -> Result<Option<Done>, Failure>
where
    C: LoadConnection,
    C::Backend: Database,
{
    let began = Instant::now();
    let (version, script) = (step.migration().version(), step.script());
    let in_transaction = step.migration().runs_in_transaction();
    let body = |conn: &mut C| {
        let applied = C::Backend::applied(conn).map_err(Failure::Begin)?;
        let is_applied = applied.iter().any(|it| it.version == version);
        if is_applied == (step.direction() == Direction::Up) {
            return Ok(false);
        }
        send(conn, script, in_transaction)?;
        match step.direction() {
            Direction::Up => C::Backend::record(conn, version),
            Direction::Down => C::Backend::forget(conn, version),
        }
        .map_err(|error| Failure::Record(error, in_transaction))?;
        Ok(true)
    };
    let ran = match in_transaction {
        true => C::Backend::in_transaction(conn, script, body)?,
        false => C::Backend::without_transaction(conn, body)?,
    };
    Ok(ran.then(|| Done {
        version: version.into(),
        name: step.migration().name().into(),
        direction: step.direction(),
        statements: script.statements().len(),
        took: began.elapsed(),
    }))
}

fn send<C: SimpleConnection>(
    conn: &mut C,
    script: &Script,
    in_transaction: bool,
) -> Result<(), Failure> {
    // Where a transaction of the file's own began: an error takes back everything since.
    let mut begun = None;
    for (index, statement) in script.statements().iter().enumerate() {
        if let Err(error) = conn.batch_execute(&statement.sql) {
            if begun.is_some() {
                // Some errors end the transaction by themselves, then there is nothing left to roll back.
                let _ = conn.batch_execute("ROLLBACK");
            }
            let stay = (!in_transaction).then(|| begun.unwrap_or(index));
            return Err(Failure::Statement(index, stay, error));
        }
        match statement.effect {
            Effect::Begin => begun = Some(index),
            Effect::End => begun = None,
            Effect::None | Effect::Savepoint => {}
        }
    }
    Ok(())
}

fn explain<DB: Database>(script: &Script, wait: Duration, failure: Failure) -> Error {
    let (migration, path) = (script.migration().to_owned(), script.path().to_owned());
    let kind = match failure {
        Failure::Statement(index, applied, source) => {
            let statement = &script.statements()[index];
            Kind::Statement {
                place: script.place(statement.line),
                statement: index + 1,
                total: script.statements().len(),
                sql: statement.sql.clone(),
                applied,
                source,
            }
        }
        Failure::Record(source, undone) => Kind::Record {
            migration,
            path,
            undone,
            source,
        },
        Failure::Commit(source) => Kind::Commit { migration, path, source },
        Failure::ForeignKeys(broken) => Kind::ForeignKeys { migration, path, broken },
        Failure::OuterTransaction(index) => Kind::Script {
            place: script.place(script.statements()[index].line),
            message: "switches foreign keys, which cannot be done while the connection is in a transaction".into(),
        },
        Failure::Begin(source) => return history::<DB>(wait, source),
        Failure::LockFile(path, source) if source.kind() == std::io::ErrorKind::WouldBlock => Kind::Locked {
            seconds: wait.as_secs(),
            source: Cause(format!("{} is held", path.display())),
        },
        Failure::LockFile(path, source) => Kind::LockFile { path, source },
    };
    kind.into()
}

fn history<DB: Database>(wait: Duration, source: diesel::result::Error) -> Error {
    match DB::is_locked(&source) {
        true => Kind::Locked {
            seconds: wait.as_secs(),
            source: Cause(source.to_string()),
        },
        false => Kind::History { source },
    }
    .into()
}
