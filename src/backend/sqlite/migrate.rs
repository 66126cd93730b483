//! What the migration runner needs of SQLite.

use std::time::Duration;

use diesel::result::{Error as DieselError, QueryResult};
use diesel::sqlite::Sqlite;

use crate::migration::{Database, Failure, Obstacle, Session, Statement, Step};

use super::{foreign_keys, lock, mistake, statements};

/// The setting `PRAGMA foreign_keys` of a connection while a migration runs.
#[derive(Default)]
pub struct ForeignKeys {
    /// What to put back; `None` where no migration could have changed it.
    before: Option<bool>,
    /// Whether to look for broken ones, and those that were there before.
    check: bool,
    known: Option<foreign_keys::Violations>,
}

impl Database for Sqlite {
    const TRANSACTIONAL: bool = true;
    const HISTORY_EXISTS: &str =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '__diesel_schema_migrations'";
    const TEXT: &str = "TEXT";

    type Hold = lock::Hold;
    type Settings = ForeignKeys;

    fn statements(sql: &str) -> Vec<Statement> {
        statements::split(sql)
    }

    fn mistake(sql: &str, error: &DieselError) -> Option<usize> {
        mistake::find(sql, &error.to_string())
    }

    fn is_locked(error: &DieselError) -> bool {
        lock::is_locked(error)
    }

    async fn hold<S: Session<Backend = Self>>(
        session: &mut S,
        wait: Duration,
        alone: bool,
    ) -> Result<lock::Hold, Obstacle> {
        lock::hold(session, wait, alone).await
    }

    async fn let_go<S: Session<Backend = Self>>(session: &mut S, hold: lock::Hold) -> QueryResult<()> {
        lock::let_go(session, hold).await
    }

    async fn enter<S: Session<Backend = Self>>(session: &mut S, step: &Step) -> Result<ForeignKeys, Failure> {
        let mut statements = step.script().statements().iter();
        let switch = statements.position(|it| statements::switches_foreign_keys(&it.sql) == Some(false));
        let check = match (step.migration().runs_in_transaction(), switch) {
            (true, None) => return Ok(ForeignKeys::default()),
            (true, Some(index)) if session.depth() > 0 => return Err(Failure::OuterTransaction(index)),
            (in_transaction, _) => in_transaction,
        };
        let before = Some(foreign_keys::are_on(session).await?);
        if check {
            foreign_keys::switch(session, false).await?;
        }
        Ok(ForeignKeys { before, check, known: None })
    }

    async fn claim<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
        _wait: Duration,
        settings: &mut ForeignKeys,
    ) -> Result<(), Failure> {
        if step.migration().runs_in_transaction() {
            // Takes the database's write lock: a write that writes nothing.
            session.run("UPDATE __diesel_schema_migrations SET version = version WHERE 0").await?;
        }
        if settings.check {
            // Where the foreign keys contradict the tables, SQLite can't check them; that was so before.
            settings.known = foreign_keys::violations(session).await.ok();
        }
        Ok(())
    }

    async fn settle<S: Session<Backend = Self>>(session: &mut S, settings: &mut ForeignKeys) -> Result<(), Failure> {
        let Some(known) = &settings.known else {
            return Ok(());
        };
        let broken = match foreign_keys::violations(session).await {
            Ok(left) => foreign_keys::broken(known, &left),
            Err(error) => Some(format!("foreign keys that SQLite cannot check ({error})")),
        };
        broken.map_or(Ok(()), |broken| Err(Failure::ForeignKeys(broken)))
    }

    async fn leave<S: Session<Backend = Self>>(
        session: &mut S,
        _step: &Step,
        settings: ForeignKeys,
        result: Result<bool, Failure>,
    ) -> Result<bool, Failure> {
        if let Some(before) = settings.before {
            foreign_keys::switch(session, before).await?;
        }
        result
    }
}
