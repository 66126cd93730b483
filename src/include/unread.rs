//! What becomes of an async connection whose load is dropped in the middle.

use super::dialect::Dialect;
use diesel::QueryResult;
use diesel::connection::TransactionManagerStatus;
use diesel_async::{AsyncConnection, TransactionManager};

/// Diesel's state of the connection's transactions.
pub(super) fn status<Conn: AsyncConnection>(conn: &mut Conn) -> &mut TransactionManagerStatus {
    <Conn::TransactionManager as TransactionManager<Conn>>::transaction_manager_status_mut(conn)
}

/// A connection while it loads.
///
/// Where the driver cannot be dropped in the middle of a query, its answer stays unread, and the next query would take it
/// for its own. Such a connection is marked as broken: a pool throws it away, and the next load is an error.
pub(super) struct Loading<'conn, Conn: AsyncConnection<Backend: Dialect> + 'static> {
    pub(super) conn: &'conn mut Conn,
    is_done: bool,
}

impl<'conn, Conn: AsyncConnection<Backend: Dialect> + 'static> Loading<'conn, Conn> {
    /// # Errors
    /// When the connection is broken.
    pub(super) fn begin(conn: &'conn mut Conn) -> QueryResult<Self> {
        status(conn).transaction_depth()?;
        Ok(Self { conn, is_done: false })
    }

    /// All answers were read, or the last one was an error.
    pub(super) fn done(mut self) {
        self.is_done = true;
    }
}

impl<Conn: AsyncConnection<Backend: Dialect> + 'static> Drop for Loading<'_, Conn> {
    fn drop(&mut self) {
        let survives = Conn::Backend::WAITS_WHEN_DROPPED || Conn::Backend::pipeline(self.conn).is_some();
        if !self.is_done && !survives {
            status(self.conn).set_in_error();
        }
    }
}
