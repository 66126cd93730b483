//! What the migration runner needs of SQLite.

use std::time::Duration;

use diesel::connection::{LoadConnection, TransactionManager, TransactionManagerStatus};
use diesel::result::{Error as DieselError, QueryResult};
use diesel::sqlite::Sqlite;

use crate::migration::{Applied, Database, Failure, Script, Statement};

use super::{foreign_keys, history, lock, mistake, statements};

impl Database for Sqlite {
    fn statements(sql: &str) -> Vec<Statement> {
        statements::split(sql)
    }

    fn mistake(sql: &str, message: &str) -> Option<usize> {
        mistake::find(sql, message)
    }

    fn is_locked(error: &DieselError) -> bool {
        lock::is_locked(error)
    }

    fn applied<C: LoadConnection<Backend = Self>>(conn: &mut C) -> QueryResult<Vec<Applied>> {
        history::applied(conn)
    }

    fn is_applied<C: LoadConnection<Backend = Self>>(conn: &mut C, version: &str) -> QueryResult<bool> {
        history::is_applied(conn, version)
    }

    fn create_history<C: LoadConnection<Backend = Self>>(conn: &mut C) -> QueryResult<()> {
        history::create(conn)
    }

    fn record<C: LoadConnection<Backend = Self>>(conn: &mut C, version: &str) -> QueryResult<()> {
        history::record(conn, version)
    }

    fn forget<C: LoadConnection<Backend = Self>>(conn: &mut C, version: &str) -> QueryResult<()> {
        history::forget(conn, version)
    }

    fn patiently<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        wait: Duration,
        body: impl FnOnce(&mut C) -> T,
    ) -> QueryResult<T> {
        lock::patiently(conn, wait, body)
    }

    fn alone<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        wait: Duration,
        body: impl FnOnce(&mut C) -> T,
    ) -> Result<T, Failure> {
        lock::alone(conn, wait, body)
    }

    fn in_transaction<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        script: &Script,
        body: impl FnOnce(&mut C) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let switch = |it: &Statement| statements::switches_foreign_keys(&it.sql) == Some(false);
        let Some(index) = script.statements().iter().position(switch) else {
            return transaction(conn, body);
        };
        if is_in_transaction(conn) {
            return Err(Failure::OuterTransaction(index));
        }
        let before = foreign_keys::are_on(conn).map_err(Failure::Begin)?;
        foreign_keys::switch(conn, false).map_err(Failure::Begin)?;
        let result = transaction(conn, |conn| {
            // Where the foreign keys contradict the tables, SQLite can't check them; that was so before.
            let known = foreign_keys::violations(conn).ok();
            let value = body(conn)?;
            let broken = match (known, foreign_keys::violations(conn)) {
                (None, _) => None,
                (Some(known), Ok(left)) => foreign_keys::broken(&known, &left),
                (Some(_), Err(error)) => Some(format!("foreign keys that SQLite cannot check ({error})")),
            };
            broken.map_or(Ok(value), |broken| Err(Failure::ForeignKeys(broken)))
        });
        foreign_keys::switch(conn, before).map_err(Failure::Begin)?;
        result
    }

    fn without_transaction<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        body: impl FnOnce(&mut C) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let before = foreign_keys::are_on(conn).map_err(Failure::Begin)?;
        let result = body(conn);
        foreign_keys::switch(conn, before).map_err(Failure::Begin)?;
        result
    }
}

fn is_in_transaction<C: LoadConnection<Backend = Sqlite>>(conn: &mut C) -> bool {
    match C::TransactionManager::transaction_manager_status_mut(conn) {
        TransactionManagerStatus::Valid(status) => status.transaction_depth().is_some(),
        TransactionManagerStatus::InError => true,
    }
}

fn transaction<C: LoadConnection<Backend = Sqlite>, T>(
    conn: &mut C,
    body: impl FnOnce(&mut C) -> Result<T, Failure>,
) -> Result<T, Failure> {
    type Manager<C> = <C as diesel::connection::Connection>::TransactionManager;
    Manager::<C>::begin_transaction(conn).map_err(Failure::Begin)?;
    let result = match history::claim(conn) {
        Ok(()) => body(conn),
        Err(error) => Err(Failure::Begin(error)),
    };
    match result {
        Ok(value) => Manager::<C>::commit_transaction(conn).map(|()| value).map_err(Failure::Commit),
        Err(failure) => {
            // Some errors roll back by themselves (`INSERT OR ROLLBACK`, a full disk), which Diesel notices; what failed
            // is worth more than that there is nothing left to roll back.
            let _ = Manager::<C>::rollback_transaction(conn);
            Err(failure)
        }
    }
}
