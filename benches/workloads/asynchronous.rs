//! The workloads on async connections.

use super::diesel_side::ByHandAsync;
use super::kinfolk_side::asynchronous as kinfolk;
use super::{Contender, Sum, Workloads, total};
use diesel::QueryResult;
use std::cell::RefCell;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// A connection and what drives it: one thread, so that no load waits for another to wake up.
pub struct Driven<C> {
    runtime: Runtime,
    conn: RefCell<C>,
}

impl<C: diesel_async::AsyncConnection> Driven<C> {
    pub fn connect(url: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let conn = runtime.block_on(C::establish(url)).expect("a connection");
        Self { runtime, conn: RefCell::new(conn) }
    }

    /// A contender that uses this connection.
    pub fn on<'a, T: Sum>(
        &'a self,
        name: &'static str,
        load: impl AsyncFn(&mut C) -> QueryResult<Vec<T>> + 'a,
    ) -> Contender<'a> {
        Contender::new(name, move || total(self.runtime.block_on(load(&mut self.conn.borrow_mut()))))
    }

    /// The median of what a query takes that is sent without being prepared.
    pub fn round_trip(&self) -> Duration {
        let conn = &mut *self.conn.borrow_mut();
        let mut times: Vec<_> = (0..51)
            .map(|_| {
                let start = Instant::now();
                self.runtime.block_on(conn.batch_execute("SELECT 1")).expect("a query that succeeds");
                start.elapsed()
            })
            .collect();
        times.sort();
        times[times.len() / 2]
    }

    pub fn workloads(&self) -> Workloads<'_>
    where
        C: ByHandAsync + ::kinfolk::AsyncConnection,
    {
        let mut all = Workloads::new();
        all.add(
            "W1 whole tables",
            [self.on("diesel", C::trees), self.on("kinfolk", async |conn| kinfolk::trees(conn).await)],
        );
        all.add(
            "W1 filtered",
            [
                self.on("diesel", C::filtered_trees),
                self.on("kinfolk", async |conn| kinfolk::filtered_trees(conn).await),
            ],
        );
        all.add(
            "W2 page",
            [
                self.on("diesel", C::page),
                self.on("kinfolk", async |conn| kinfolk::page(conn).await),
                self.on("kinfolk, joined", async |conn| kinfolk::joined_page(conn).await),
            ],
        );
        all
    }
}
