//! Carries one migration out, and says what went wrong.

use std::time::{Duration, Instant};

use diesel::result::Error as DieselError;

use super::error::{Cause, Error, Kind};
use super::session::Session;
use super::{Database, Direction, Effect, Failure, Obstacle, Script, Step, history};

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

type Settings<S> = <<S as Session>::Backend as Database>::Settings;

/// One migration; `None` when somebody else has done it meanwhile.
pub(super) async fn carry_out<S: Session>(
    session: &mut S,
    step: &Step,
    wait: Duration,
) -> Result<Option<Done>, Failure> {
    let began = Instant::now();
    let mut settings = S::Backend::enter(session, step).await?;
    let result = match step.migration().runs_in_transaction() {
        true => in_transaction(session, step, wait, &mut settings).await,
        false => body(session, step, wait, &mut settings).await,
    };
    let ran = S::Backend::leave(session, step, settings, result).await?;
    Ok(ran.then(|| Done {
        version: step.migration().version().into(),
        name: step.migration().name().into(),
        direction: step.direction(),
        statements: step.script().statements().len(),
        took: began.elapsed(),
    }))
}

async fn in_transaction<S: Session>(
    session: &mut S,
    step: &Step,
    wait: Duration,
    settings: &mut Settings<S>,
) -> Result<bool, Failure> {
    session.begin().await?;
    match body(session, step, wait, settings).await {
        Ok(ran) => session.commit().await.map(|()| ran).map_err(Failure::Commit),
        Err(failure) => {
            // Some errors roll back by themselves (on SQLite `INSERT OR ROLLBACK`, a full disk), which Diesel notices;
            // what failed is worth more than that there is nothing left to roll back.
            let _ = session.rollback().await;
            Err(failure)
        }
    }
}

async fn body<S: Session>(
    session: &mut S,
    step: &Step,
    wait: Duration,
    settings: &mut Settings<S>,
) -> Result<bool, Failure> {
    let (version, in_transaction) = (step.migration().version(), step.migration().runs_in_transaction());
    S::Backend::claim(session, step, wait, settings).await?;
    if history::is_applied(session, version).await? == (step.direction() == Direction::Up) {
        S::Backend::settle(session, settings).await?;
        return Ok(false);
    }
    send(session, step.script(), in_transaction).await?;
    S::Backend::settle(session, settings).await?;
    match step.direction() {
        Direction::Up => history::record(session, version).await,
        Direction::Down => history::forget(session, version).await,
    }
    .map_err(|error| Failure::Record(error, in_transaction))?;
    Ok(true)
}

async fn send<S: Session>(session: &mut S, script: &Script, in_transaction: bool) -> Result<(), Failure> {
    // Where a transaction of the file's own began: an error takes back everything since.
    let mut begun = None;
    for (index, statement) in script.statements().iter().enumerate() {
        if let Err(error) = session.run(&statement.sql).await {
            if begun.is_some() && !roll_back(session).await {
                begun = None;
            }
            let stay = (!in_transaction).then(|| begun.unwrap_or(index));
            return Err(Failure::Statement { index, stay, dirty: false, error });
        }
        match statement.effect {
            Effect::Begin => {
                begun = Some(index);
                if !S::Backend::TRANSACTIONAL {
                    // Without it, what follows is taken for committed.
                    let _ = session.run(&format!("SAVEPOINT {BEGUN}")).await;
                }
            }
            Effect::End => begun = None,
            Effect::None | Effect::Savepoint | Effect::Unsupported(_) => {}
        }
    }
    Ok(())
}

/// Set where a transaction of a file's own begins, on databases that may end it without a word: then it is gone.
const BEGUN: &str = "kinfolk_begun";

/// Does that take back everything since it began?
async fn roll_back<S: Session>(session: &mut S) -> bool {
    let is_open = S::Backend::TRANSACTIONAL || session.run(&format!("ROLLBACK TO SAVEPOINT {BEGUN}")).await.is_ok();
    // Some errors end the transaction by themselves, then there is nothing left to roll back.
    let _ = session.run("ROLLBACK").await;
    is_open
}

pub(super) fn explain<DB: Database>(script: &Script, wait: Duration, failure: Failure) -> Error {
    let (migration, path) = (script.migration().to_owned(), script.path().to_owned());
    let kind = match failure {
        Failure::Statement { index, stay, dirty, error } => {
            let statement = &script.statements()[index];
            // A long statement has its mistake further down.
            let mistake = DB::mistake(&statement.sql, &error).unwrap_or(0);
            let before = statement.sql.get(..mistake).unwrap_or_default();
            Kind::Statement {
                place: script.place(statement.line + before.matches('\n').count()),
                statement: index + 1,
                total: script.statements().len(),
                sql: statement.sql.clone(),
                applied: stay,
                dirty,
                locked: DB::is_locked(&error),
                source: error,
            }
        }
        Failure::Record(source, undone) => Kind::Record { migration, path, undone, source },
        Failure::Commit(source) => Kind::Commit { migration, path, source },
        Failure::ForeignKeys(broken) => Kind::ForeignKeys { migration, path, broken },
        Failure::OuterTransaction(index) => Kind::Script {
            place: script.place(script.statements()[index].line),
            message: "switches foreign keys, which cannot be done while the connection is in a transaction".into(),
        },
        Failure::Obstacle(obstacle) => return obstructed::<DB>(wait, obstacle),
    };
    kind.into()
}

pub(super) fn obstructed<DB: Database>(wait: Duration, obstacle: Obstacle) -> Error {
    let locked = |cause: String| Kind::Locked { seconds: wait.as_secs(), source: Cause(cause) };
    match obstacle {
        Obstacle::Database(error) => return unreadable::<DB>(wait, error),
        Obstacle::Held(what) => locked(what),
        Obstacle::LockFile(path, error) if error.kind() == std::io::ErrorKind::WouldBlock => {
            locked(format!("{} is held", path.display()))
        }
        Obstacle::LockFile(path, source) => Kind::LockFile { path, source },
        Obstacle::InTransaction => Kind::InTransaction,
    }
    .into()
}

pub(super) fn unreadable<DB: Database>(wait: Duration, source: DieselError) -> Error {
    match DB::is_locked(&source) {
        true => Kind::Locked { seconds: wait.as_secs(), source: Cause(source.to_string()) },
        false => Kind::History { source },
    }
    .into()
}
