//! The table of the migrations that have begun and not ended.
//!
//! `CREATE`, `ALTER` and the like commit what was done before them. The row for a migration is the first thing in its
//! transaction: if that is rolled back the row is gone with everything else, and if a statement has committed it the
//! row has stayed with everything else, also when nobody is left to write it. The table is there only while it is needed.

use diesel::mysql::Mysql;
use diesel::result::{Error as DieselError, QueryResult};

use crate::migration::{Direction, Failure, Script, Session, Step, Unfinished};

use super::statements;

const TABLE: &str = "__kinfolk_unfinished_migrations";

pub(super) async fn all<S: Session<Backend = Mysql>>(session: &mut S) -> QueryResult<Vec<Unfinished>> {
    let exists = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?";
    if session.rows(exists, &[TABLE]).await?.is_empty() {
        return Ok(Vec::new());
    }
    let rows = format!(
        "SELECT version, direction, CAST(statement AS CHAR), statement_text, message FROM {TABLE} ORDER BY version"
    );
    match session.rows(&rows, &[]).await {
        Ok(rows) => Ok(rows.into_iter().map(unfinished).collect()),
        // Another runner has come to its end meanwhile.
        Err(DieselError::DatabaseError(_, info)) if info.message().contains("doesn't exist") => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn unfinished(row: Vec<Option<String>>) -> Unfinished {
    let mut columns = row.into_iter();
    let mut next = || columns.next().flatten();
    Unfinished {
        version: next().unwrap_or_default(),
        direction: if next().as_deref() == Some("down") { Direction::Down } else { Direction::Up },
        statement: next().and_then(|it| it.parse().ok()),
        sql: next(),
        message: next(),
    }
}

pub(super) async fn create<S: Session<Backend = Mysql>>(session: &mut S) -> QueryResult<()> {
    let columns = "version VARCHAR(50) PRIMARY KEY NOT NULL, direction VARCHAR(4) NOT NULL, statement INTEGER, \
                   statement_text LONGTEXT, message TEXT";
    // An engine without transactions would keep the row when the rest is rolled back.
    session.run(&format!("CREATE TABLE IF NOT EXISTS {TABLE} ({columns}) ENGINE = InnoDB")).await
}

/// Drops the table, if nothing is in it.
pub(super) async fn drop_if_empty<S: Session<Backend = Mysql>>(session: &mut S) -> QueryResult<()> {
    match all(session).await?.is_empty() {
        true => session.run(&format!("DROP TABLE IF EXISTS {TABLE}")).await,
        false => Ok(()),
    }
}

pub(super) async fn begin<S: Session<Backend = Mysql>>(session: &mut S, step: &Step) -> QueryResult<()> {
    let direction = match step.direction() {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    let replace = format!("REPLACE INTO {TABLE} (version, direction) VALUES (?, ?)");
    session.execute(&replace, &[step.migration().version(), direction]).await.map(drop)
}

pub(super) async fn end<S: Session<Backend = Mysql>>(session: &mut S, version: &str) -> QueryResult<()> {
    session.execute(&format!("DELETE FROM {TABLE} WHERE version = ?"), &[version]).await.map(drop)
}

/// Notes where a migration has stopped, if anything of it is left.
pub(super) async fn stop<S: Session<Backend = Mysql>>(session: &mut S, step: &Step, failure: Failure) -> Failure {
    match (left(session, step, &failure).await, failure) {
        (Ok(Some(dirty)), Failure::Statement { index, stay, error, .. }) => {
            Failure::Statement { index, stay: Some(staying(step, index, stay)), dirty, error }
        }
        (Ok(Some(_)), Failure::Record(error, _)) => Failure::Record(error, false),
        // Where it can't be noted, what has failed is worth more: the row, if there is one, says the rest.
        (_, failure) => failure,
    }
}

/// Is the migration dirty? `None` if nothing of it can be left.
async fn left<S: Session<Backend = Mysql>>(
    session: &mut S,
    step: &Step,
    failure: &Failure,
) -> QueryResult<Option<bool>> {
    let version = step.migration().version();
    let query = format!("SELECT version FROM {TABLE} WHERE version = ?");
    if session.rows(&query, &[version]).await?.is_empty() {
        return Ok(None);
    }
    let dirty = match failure {
        Failure::Statement { index, stay, .. } => {
            staying(step, *index, *stay) > 0 || may_be_partial(step.script(), *index)
        }
        Failure::Record(..) => true,
        _ => false,
    };
    match failure {
        Failure::Statement { index, error, .. } if dirty => note(session, step, Some(*index), error).await?,
        Failure::Record(error, _) => note(session, step, None, error).await?,
        _ => end(session, version).await?,
    }
    Ok(Some(dirty))
}

/// How many statements stay, if the row has stayed.
fn staying(step: &Step, index: usize, stay: Option<usize>) -> usize {
    if step.migration().runs_in_transaction() { index } else { stay.unwrap_or(index) }
}

fn may_be_partial(script: &Script, index: usize) -> bool {
    script.statements().get(index).is_some_and(|it| statements::may_be_partial(&it.sql))
}

async fn note<S: Session<Backend = Mysql>>(
    session: &mut S,
    step: &Step,
    index: Option<usize>,
    error: &DieselError,
) -> QueryResult<()> {
    let statement = index.and_then(|index| Some((index + 1, step.script().statements().get(index)?)));
    let version = step.migration().version();
    let message = error.to_string();
    match statement {
        Some((number, statement)) => {
            let update = format!("UPDATE {TABLE} SET statement = ?, statement_text = ?, message = ? WHERE version = ?");
            session.execute(&update, &[&number.to_string(), &statement.sql, &message, version]).await
        }
        None => {
            session.execute(&format!("UPDATE {TABLE} SET message = ? WHERE version = ?"), &[&message, version]).await
        }
    }
    .map(drop)
}
