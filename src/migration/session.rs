//! One connection, sync or async, as the runner sees it.
//!
//! The runner is written once, as async functions over a [`Session`]. On a Diesel connection every step is done when
//! it is polled for the first time, so [`now`] is all that is needed to call them from sync code.

#[cfg(feature = "async")]
mod asynchronous;
mod texts;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use diesel::connection::{LoadConnection, TransactionManager, TransactionManagerStatus};
use diesel::result::QueryResult;

#[cfg(feature = "async")]
pub(super) use asynchronous::Async;
pub(super) use texts::{Row, Texts};

use super::Database;
use texts::{Query, read};

/// How often somebody is asked who has something that is waited for.
#[cfg(any(feature = "postgres_backend", feature = "mysql_backend"))]
const PAUSE: Duration = Duration::from_millis(50);

/// A connection, sync or async.
pub trait Session: Send {
    /// Its database.
    type Backend: Database;

    /// Sends a text as it is.
    fn run(&mut self, sql: &str) -> impl Future<Output = QueryResult<()>> + Send;

    /// Runs one statement with a text for each `?`, and counts the rows.
    fn execute(&mut self, sql: &str, binds: &[&str]) -> impl Future<Output = QueryResult<usize>> + Send;

    /// The rows of a query whose columns are texts.
    fn rows(&mut self, sql: &str, binds: &[&str]) -> impl Future<Output = QueryResult<Vec<Row>>> + Send;

    /// Begins a transaction, or sets a savepoint in the one that is open.
    fn begin(&mut self) -> impl Future<Output = QueryResult<()>> + Send;

    /// Commits what was begun last.
    fn commit(&mut self) -> impl Future<Output = QueryResult<()>> + Send;

    /// Rolls back what was begun last.
    fn rollback(&mut self) -> impl Future<Output = QueryResult<()>> + Send;

    /// How many transactions and savepoints are open.
    fn depth(&mut self) -> u32;

    /// Waits.
    fn pause(&mut self, time: Duration) -> impl Future<Output = ()> + Send;
}

/// Runs a query that answers `yes` or something else, until it is yes or `wait` is over.
#[cfg(any(feature = "postgres_backend", feature = "mysql_backend"))]
pub(crate) async fn granted<S: Session>(session: &mut S, wait: Duration, query: &str, yes: &str) -> QueryResult<bool> {
    let began = std::time::Instant::now();
    loop {
        let rows = session.rows(query, &[]).await?;
        if rows.first().and_then(|row| row.first()?.as_deref()) == Some(yes) {
            return Ok(true);
        }
        match wait.checked_sub(began.elapsed()) {
            None | Some(Duration::ZERO) => return Ok(false),
            Some(left) => session.pause(left.min(PAUSE)).await,
        }
    }
}

/// The result of a future that never has to wait.
pub(super) fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}

/// A Diesel connection.
pub(super) struct Plain<'a, C>(pub(super) &'a mut C);

impl<C> Session for Plain<'_, C>
where
    C: LoadConnection,
    C::Backend: Database,
{
    type Backend = C::Backend;

    async fn run(&mut self, sql: &str) -> QueryResult<()> {
        self.0.batch_execute(sql)
    }

    async fn execute(&mut self, sql: &str, binds: &[&str]) -> QueryResult<usize> {
        self.0.execute_returning_count(&Query { sql, binds })
    }

    async fn rows(&mut self, sql: &str, binds: &[&str]) -> QueryResult<Vec<Row>> {
        self.0.load(Query { sql, binds })?.map(|row| read(&row?)).collect()
    }

    async fn begin(&mut self) -> QueryResult<()> {
        C::TransactionManager::begin_transaction(self.0)
    }

    async fn commit(&mut self) -> QueryResult<()> {
        C::TransactionManager::commit_transaction(self.0)
    }

    async fn rollback(&mut self) -> QueryResult<()> {
        C::TransactionManager::rollback_transaction(self.0)
    }

    fn depth(&mut self) -> u32 {
        depth(C::TransactionManager::transaction_manager_status_mut(self.0))
    }

    async fn pause(&mut self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn depth(status: &TransactionManagerStatus) -> u32 {
    match status.transaction_depth() {
        Ok(depth) => depth.map_or(0, std::num::NonZero::get),
        // Broken: there is one that nobody can end.
        Err(_) => 1,
    }
}
