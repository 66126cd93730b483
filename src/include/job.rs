//! Jobs: what a tree of a load asks its driver to do.

use super::family::Family;
use super::select::Select;
use diesel::QueryResult;
use diesel::query_builder::QueryFragment;

/// One query to send and the place where its rows go.
pub trait Job<F: Family>: Send {
    /// The query; asked for once.
    fn query(&mut self) -> Select<F::Backend>;

    /// The query again, with further keys, where one statement cannot bind all of them.
    fn further(&mut self, _query: Select<F::Backend>) -> Option<Select<F::Backend>> {
        None
    }

    /// The number of its query, where that was sent already with those of the levels above; told once.
    fn sent_ahead(&mut self) -> Option<usize> {
        None
    }

    /// Takes one of its rows.
    ///
    /// # Errors
    /// When the row cannot be decoded.
    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()>;
}

/// Jobs that do not depend on each other.
pub type Jobs<'a, F> = Vec<&'a mut (dyn Job<F> + 'a)>;

/// Sends a statement and returns its number.
pub type SendAhead<'a, DB> = dyn FnMut(&dyn QueryFragment<DB>) -> usize + 'a;
