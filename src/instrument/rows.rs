//! Rows, which Diesel's events don't tell.

use super::Instruments;
#[cfg(feature = "async")]
use super::StatementId;
use super::shared::Shared;
use diesel::connection::Instrumentation;
use std::sync::Arc;

/// Where code that reads rows says how many it has read, for the statement that its connection runs.
#[derive(Clone)]
pub struct RowMeter(Arc<Shared>);

/// The meter of a connection; `None` when nothing watches it, which costs one comparison.
///
/// Loads of kinfolk report their rows by themselves. For a plain Diesel query it is a matter of one line, before the
/// query for rows that are read one by one, or right after it:
///
/// ```
/// use diesel::prelude::*;
/// use diesel::sql_types::Integer;
/// use kinfolk::instrument::{QueryLog, row_meter};
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// let log = QueryLog::new();
/// log.install(&mut conn);
///
/// let numbers: Vec<i32> = diesel::select(7.into_sql::<Integer>()).load(&mut conn)?;
/// if let Some(meter) = row_meter(conn.instrumentation()) {
///     meter.record(numbers.len());
/// }
/// assert_eq!(log.statements()[0].rows(), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn row_meter(instrumentation: &mut dyn Instrumentation) -> Option<RowMeter> {
    let shared = instrumentation.downcast_ref::<Instruments>()?.shared();
    (!shared.observers().is_empty()).then(|| RowMeter(shared.clone()))
}

impl RowMeter {
    /// The statement that runs, or else the last one that ran, has returned this many rows.
    ///
    /// Said while the statement runs, every sink of a log sees it. Said later, only the log in memory does: lines
    /// that are written stay as they are.
    pub fn record(&self, rows: usize) {
        self.0.report_rows(rows);
    }

    /// The meter of the statement whose start was told last: others may start before its rows are there.
    #[cfg(feature = "async")]
    pub(crate) fn of_last_statement(&self) -> StatementMeter {
        StatementMeter { shared: self.0.clone(), id: self.0.last_statement() }
    }
}

/// Where the rows of one statement of several that run at once are told.
#[cfg(feature = "async")]
pub(crate) struct StatementMeter {
    shared: Arc<Shared>,
    id: StatementId,
}

#[cfg(feature = "async")]
impl StatementMeter {
    /// The statement has returned this many rows.
    pub(crate) fn record(&self, rows: usize) {
        self.shared.observers().iter().for_each(|observer| observer.rows(self.id, rows));
    }
}
