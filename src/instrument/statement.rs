//! One statement that a connection has run.

use std::time::Duration;

/// Which statement of which connection it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StatementId {
    pub(super) connection: usize,
    pub(super) number: u64,
}

/// What a statement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StatementKind {
    /// It reads or writes something.
    Query,
    /// It begins, ends or marks a transaction: `BEGIN`, `COMMIT`, `ROLLBACK`, `SAVEPOINT`, `RELEASE`.
    Transaction,
    /// The connection was established. Its address is never part of it.
    Connect,
}

impl StatementKind {
    pub(super) fn of(sql: &str) -> Self {
        const TRANSACTION: &[&str] =
            &["begin", "commit", "end", "rollback", "abort", "savepoint", "release", "start transaction"];
        let sql = sql.trim_start();
        let is = |word: &&str| {
            sql.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
                && !sql[word.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
        };
        if TRANSACTION.iter().any(is) { Self::Transaction } else { Self::Query }
    }
}

/// One statement that a connection has run, as [`Observer`](super::Observer)s and the
/// [`QueryLog`](super::QueryLog) see it.
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::instrument::{QueryLog, StatementKind};
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// let log = QueryLog::new();
/// log.install(&mut conn);
/// diesel::select(1.into_sql::<diesel::sql_types::Integer>()).get_result::<i32>(&mut conn)?;
///
/// let statement = &log.statements()[0];
/// assert_eq!(statement.sql(), "SELECT ?");
/// assert_eq!(statement.kind(), StatementKind::Query);
/// assert_eq!(statement.binds(), None); // only with `QueryLog::with_binds`
/// assert_eq!(statement.error(), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Statement {
    pub(super) id: StatementId,
    pub(super) kind: StatementKind,
    pub(super) sql: String,
    pub(super) binds: Option<String>,
    pub(super) elapsed: Duration,
    pub(super) rows: Option<usize>,
    pub(super) error: Option<String>,
}

impl Statement {
    /// Which statement of which connection it is.
    pub fn id(&self) -> StatementId {
        self.id
    }

    /// What it is for.
    pub fn kind(&self) -> StatementKind {
        self.kind
    }

    /// The SQL that was sent. Text literals are hidden in a statement that sets a password or a key.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The values of its binds, as `[1, "a"]`, when they were asked for.
    pub fn binds(&self) -> Option<&str> {
        self.binds.as_deref()
    }

    /// From sending it to its end. Where a connection hands out rows one by one, as SQLite does, this includes reading
    /// them; with a pipelined asynchronous connection it includes waiting for the statements before it.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How many rows it returned, where that is known: Diesel's events don't tell, so it is what the code that read the
    /// rows has [reported](super::row_meter).
    pub fn rows(&self) -> Option<usize> {
        self.rows
    }

    /// What went wrong, in the words of the database. Values of text binds are hidden where it quotes them.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    pub(super) fn without_binds(&self) -> Self {
        Self { binds: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::StatementKind;

    #[test]
    fn transaction_statements_are_told_from_queries() {
        for sql in [
            "BEGIN",
            "begin immediate",
            " COMMIT;",
            "SAVEPOINT diesel_savepoint_1",
            "START TRANSACTION",
            "ROLLBACK TO SAVEPOINT a",
            "RELEASE SAVEPOINT a",
            "END",
        ] {
            assert_eq!(StatementKind::of(sql), StatementKind::Transaction, "{sql}");
        }
        for sql in ["SELECT 1", "", "BEGINS", "end_of_year()", "é", "start_transaction"] {
            assert_eq!(StatementKind::of(sql), StatementKind::Query, "{sql}");
        }
    }
}
