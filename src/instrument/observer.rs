//! What wants to know about statements.

use super::{Statement, StatementId, StatementKind};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Something that wants to know about the statements of connections: [`QueryLog`](super::QueryLog),
/// [`QueryCount`](super::QueryCount) and [`NPlusOne`](super::NPlusOne) are observers, and so may be a metric of your own.
///
/// One observer may watch many connections at once. It runs in the middle of a query: it should be quick.
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::instrument::{Instruments, Observer, Statement};
/// use std::time::Duration;
///
/// struct Slow;
///
/// impl Observer for Slow {
///     fn finished(&self, statement: &Statement) {
///         if statement.elapsed() > Duration::from_millis(200) {
///             eprintln!("slow: {}", statement.sql());
///         }
///     }
/// }
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// conn.set_instrumentation(Instruments::new().with(Slow));
/// # Ok::<(), ConnectionError>(())
/// ```
pub trait Observer: Send + Sync + 'static {
    /// A statement is about to be sent.
    fn started(&self, id: StatementId, sql: &str, kind: StatementKind) {
        let _ = (id, sql, kind);
    }

    /// A statement has ended, well or not.
    fn finished(&self, statement: &Statement) {
        let _ = statement;
    }

    /// The number of rows became known after the statement had ended. Before that, it is part of [`Statement`].
    fn rows(&self, id: StatementId, rows: usize) {
        let _ = (id, rows);
    }

    /// Whether it wants to see the values of binds. They are not even formatted when no observer does.
    fn wants_binds(&self) -> bool {
        false
    }
}

/// Locks what a panic elsewhere can't have left half-done.
pub(super) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
