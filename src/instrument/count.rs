//! How many statements were sent.

use super::attach::{Watch, instruments};
use super::{Observer, StatementId, StatementKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts the statements of the connections it is installed on. Clones share one count.
///
/// A statement counts when it is sent, whether it fails or not; a batch (`batch_execute`) counts as one. Statements
/// that begin, end or mark a transaction are counted apart.
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::instrument::QueryCount;
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// let count = QueryCount::new();
/// count.install(&mut conn);
/// conn.transaction(|conn| diesel::sql_query("SELECT 1").execute(conn))?;
/// assert_eq!(count.queries(), 1);
/// assert_eq!(count.transactions(), 2); // BEGIN and COMMIT
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct QueryCount(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    queries: AtomicUsize,
    transactions: AtomicUsize,
}

impl QueryCount {
    /// A count of zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the statements of this connection from now on.
    pub fn install<Mode>(&self, conn: &mut impl Watch<Mode>) {
        instruments(conn).add(Arc::new(self.clone()));
    }

    /// Queries, transaction statements not included.
    pub fn queries(&self) -> usize {
        self.0.queries.load(Ordering::Relaxed)
    }

    /// Statements that begin, end or mark a transaction.
    pub fn transactions(&self) -> usize {
        self.0.transactions.load(Ordering::Relaxed)
    }

    /// Starts again at zero.
    pub fn reset(&self) {
        self.0.queries.store(0, Ordering::Relaxed);
        self.0.transactions.store(0, Ordering::Relaxed);
    }
}

impl Observer for QueryCount {
    fn started(&self, _: StatementId, _: &str, kind: StatementKind) {
        match kind {
            StatementKind::Query => self.0.queries.fetch_add(1, Ordering::Relaxed),
            StatementKind::Transaction => self.0.transactions.fetch_add(1, Ordering::Relaxed),
            StatementKind::Connect => 0,
        };
    }
}
