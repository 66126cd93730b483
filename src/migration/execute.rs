//! Carries one migration out, and says what went wrong.

use std::time::{Duration, Instant};

use diesel::connection::{LoadConnection, SimpleConnection};

use super::error::{Cause, Error, Kind};
use super::{Database, Direction, Effect, Failure, Script, Step};

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

/// One migration; `None` when somebody else has done it meanwhile.
pub(super) fn carry_out<C>(conn: &mut C, step: &Step) -> Result<Option<Done>, Failure>
where
    C: LoadConnection,
    C::Backend: Database,
{
    let began = Instant::now();
    let (version, script) = (step.migration().version(), step.script());
    let in_transaction = step.migration().runs_in_transaction();
    let body = |conn: &mut C| {
        let is_applied = C::Backend::is_applied(conn, version).map_err(Failure::Begin)?;
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

fn send<C: SimpleConnection>(conn: &mut C, script: &Script, in_transaction: bool) -> Result<(), Failure> {
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

pub(super) fn explain<DB: Database>(script: &Script, wait: Duration, failure: Failure) -> Error {
    let (migration, path) = (script.migration().to_owned(), script.path().to_owned());
    let kind = match failure {
        Failure::Statement(index, applied, source) => {
            let statement = &script.statements()[index];
            // A long statement has its mistake further down.
            let mistake = DB::mistake(&statement.sql, &source.to_string()).unwrap_or(0);
            let line = statement.line + statement.sql[..mistake].matches('\n').count();
            Kind::Statement {
                place: script.place(line),
                statement: index + 1,
                total: script.statements().len(),
                sql: statement.sql.clone(),
                applied,
                source,
            }
        }
        Failure::Record(source, undone) => Kind::Record { migration, path, undone, source },
        Failure::Commit(source) => Kind::Commit { migration, path, source },
        Failure::ForeignKeys(broken) => Kind::ForeignKeys { migration, path, broken },
        Failure::OuterTransaction(index) => Kind::Script {
            place: script.place(script.statements()[index].line),
            message: "switches foreign keys, which cannot be done while the connection is in a transaction".into(),
        },
        Failure::Begin(source) => return history::<DB>(wait, source),
        Failure::LockFile(path, source) if source.kind() == std::io::ErrorKind::WouldBlock => {
            Kind::Locked { seconds: wait.as_secs(), source: Cause(format!("{} is held", path.display())) }
        }
        Failure::LockFile(path, source) => Kind::LockFile { path, source },
    };
    kind.into()
}

pub(super) fn history<DB: Database>(wait: Duration, source: diesel::result::Error) -> Error {
    match DB::is_locked(&source) {
        true => Kind::Locked { seconds: wait.as_secs(), source: Cause(source.to_string()) },
        false => Kind::History { source },
    }
    .into()
}
