//! A connection of `diesel_async`.

use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use diesel::result::QueryResult;
use diesel_async::{AsyncConnection, TransactionManager};
use futures_util::TryStreamExt;

use super::super::Database;
use super::texts::{Query, read};
use super::{Row, Session, depth};

/// An async connection. When it is dropped before [`finish`](Async::finish), which is when somebody drops the future, the
/// connection counts as broken: it may be in a transaction, or hold the lock of the runners.
pub(in crate::migration) struct Async<'a, C: AsyncConnection> {
    conn: &'a mut C,
    finished: bool,
}

impl<'a, C: AsyncConnection> Async<'a, C> {
    pub(in crate::migration) fn new(conn: &'a mut C) -> Self {
        Self { conn, finished: false }
    }

    pub(in crate::migration) fn finish(mut self) {
        self.finished = true;
    }
}

impl<C: AsyncConnection> Drop for Async<'_, C> {
    fn drop(&mut self) {
        if !self.finished && !std::thread::panicking() {
            C::TransactionManager::transaction_manager_status_mut(self.conn).set_in_error();
        }
    }
}

impl<C> Session for Async<'_, C>
where
    C: AsyncConnection,
    C::Backend: Database,
{
    type Backend = C::Backend;

    fn run(&mut self, sql: &str) -> impl Future<Output = QueryResult<()>> + Send {
        self.conn.batch_execute(sql)
    }

    async fn execute(&mut self, sql: &str, binds: &[&str]) -> QueryResult<usize> {
        self.conn.execute_returning_count(Query { sql, binds }).await
    }

    async fn rows(&mut self, sql: &str, binds: &[&str]) -> QueryResult<Vec<Row>> {
        let rows = self.conn.load(Query { sql, binds }).await?;
        rows.and_then(|row| std::future::ready(read(&row))).try_collect().await
    }

    fn begin(&mut self) -> impl Future<Output = QueryResult<()>> + Send {
        C::TransactionManager::begin_transaction(self.conn)
    }

    fn commit(&mut self) -> impl Future<Output = QueryResult<()>> + Send {
        C::TransactionManager::commit_transaction(self.conn)
    }

    fn rollback(&mut self) -> impl Future<Output = QueryResult<()>> + Send {
        C::TransactionManager::rollback_transaction(self.conn)
    }

    fn depth(&mut self) -> u32 {
        depth(C::TransactionManager::transaction_manager_status_mut(self.conn))
    }

    fn pause(&mut self, time: Duration) -> impl Future<Output = ()> + Send {
        sleep(time)
    }
}

#[derive(Default)]
struct Alarm {
    rung: bool,
    waker: Option<Waker>,
}

/// Waits on any runtime, also one whose timer is switched off, by a thread that sleeps.
fn sleep(time: Duration) -> impl Future<Output = ()> + Send {
    let alarm = Arc::new(Mutex::new(Alarm::default()));
    let ringing = alarm.clone();
    std::thread::spawn(move || {
        std::thread::sleep(time);
        let mut alarm = ringing.lock().unwrap_or_else(PoisonError::into_inner);
        alarm.rung = true;
        if let Some(waker) = alarm.waker.take() {
            waker.wake();
        }
    });
    poll_fn(move |context| {
        let mut alarm = alarm.lock().unwrap_or_else(PoisonError::into_inner);
        match alarm.rung {
            true => Poll::Ready(()),
            false => {
                alarm.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
}
