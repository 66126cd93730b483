//! All queries of a load at once, each with its parents' query in the place of their keys.

use super::collect::Collect;
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::AsyncRows;
use super::job::Jobs;
use super::limited::FirstRowDsl;
use super::load_as::LoadAs;
use super::load_async::{FetchAsync, FetchedRows, Finish, LoadAsyncDsl, LoadIntoAsync};
use super::pipeline::{Pipeline, Received, Row, Sending, run_together};
use super::query::IncludeQuery;
use super::root::{RootQuery, RootRows, SelectList};
use super::snapshot::Snapshot;
use crate::instrument::{RowMeter, row_meter};
use diesel::query_builder::{QueryFragment, QueryId};
use diesel::{QueryResult, Table};
use diesel_async::{AsyncConnection, TransactionManager};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, MaybeDone, maybe_done, try_join, try_join_all};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A load that waits for the database once; made by [`in_one_round_trip`](IncludeQuery::in_one_round_trip).
#[derive(Debug, Clone, Copy)]
#[must_use = "queries are only executed when calling `load_async`, `first_async` or similar"]
pub struct RoundTrip<L>(L);

impl<Q, I> IncludeQuery<Q, I> {
    /// Sends all queries of the load at once, where the driver can do that (`AsyncPgConnection`), so that it waits for the
    /// database once instead of once for each level. All see one snapshot, as with [`in_snapshot`](Self::in_snapshot).
    ///
    /// The query of a relation has its parents' query where otherwise their keys are:
    ///
    /// ```sql
    /// SELECT … FROM comments WHERE (article_id) IN (SELECT id FROM articles ORDER BY id DESC LIMIT 20)
    /// ```
    ///
    /// The database finds the parents again for each level; over a network that costs less than to wait for them. With a
    /// limit, the primary key decides between rows that the order leaves equal, for each query has to find the same ones.
    /// For the same reason conditions must not change from one query to the next, as those with `random()` do.
    ///
    /// The end of the snapshot's transaction is sent and not waited for; a query log may not show it.
    ///
    /// Recursive relations are loaded when their roots are known: that is one wait more. A query that is boxed, distinct,
    /// grouped or locks rows is loaded as by [`in_snapshot`](Self::in_snapshot), and so is every query on other databases.
    pub fn in_one_round_trip(self) -> RoundTrip<Self> {
        RoundTrip(self)
    }
}

impl<L, Conn> LoadAsyncDsl<Conn> for RoundTrip<L> {}

impl<L: FirstRowDsl> FirstRowDsl for RoundTrip<L> {
    type Output = RoundTrip<L::Output>;
    fn first_row(self) -> Self::Output {
        RoundTrip(self.0.first_row())
    }
}

type PrimaryKey<T> = <T as Table>::PrimaryKey;

impl<Q, I, Conn, U> FetchAsync<Conn, U> for RoundTrip<IncludeQuery<Q, I>>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    IncludeQuery<Q, I>: FetchAsync<Conn, U, Fetched = FetchedRows<Conn, I::Rows<AsyncRows<Conn>>>>,
    I: LoadAs<U, Conn::Backend> + Send,
    U: 'static,
    I::Table: Table + Default + QueryId,
    PrimaryKey<I::Table>: QueryFragment<Conn::Backend> + Send + 'static,
    Q: RootQuery<Conn::Backend> + Send,
{
    type Fetched = FetchedRows<Conn, I::Rows<AsyncRows<Conn>>>;

    async fn fetch(self, conn: &mut Conn) -> QueryResult<Self::Fetched> {
        let Self(load) = self;
        let state = Conn::TransactionManager::transaction_manager_status_mut(conn);
        let in_transaction = state.transaction_depth()?.is_some();
        let meter = row_meter(conn.instrumentation());
        let is_plain = load.is_plain::<Conn::Backend>()?;
        match Conn::Backend::pipeline(conn) {
            Some(pipeline) if is_plain => {
                let rows = fetch_at_once::<Q, I, Conn, U>(load, pipeline, meter, in_transaction).await?;
                Ok(FetchedRows::new(rows))
            }
            _ => Snapshot(load).fetch(conn).await,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<L, Conn, U> LoadIntoAsync<Conn, U> for RoundTrip<L>
where
    Self: FetchAsync<Conn, U>,
{
    fn load_into_async(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Vec<U>>> + Send {
        let fetching = self.fetch(conn);
        async move { fetching.await?.finish() }
    }
}

async fn fetch_at_once<Q, I, Conn, U>(
    load: IncludeQuery<Q, I>,
    pipeline: &dyn Pipeline<Conn::Backend>,
    meter: Option<RowMeter>,
    in_transaction: bool,
) -> QueryResult<I::Rows<AsyncRows<Conn>>>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    I: LoadAs<U, Conn::Backend>,
    I::Table: Table + Default + QueryId,
    PrimaryKey<I::Table>: QueryFragment<Conn::Backend> + Send + 'static,
    Q: RootQuery<Conn::Backend>,
{
    // A transaction that is open already decides what is seen.
    let mut snapshot = match in_transaction {
        true => None,
        false => Some(OpenSnapshot::begin(pipeline).await),
    };
    let (mut rows, sent) = send_all::<Q, I, Conn, U>(load, pipeline, meter.as_ref())?;
    let begun = async {
        match &mut snapshot {
            Some(snapshot) => snapshot.has_begun().await,
            None => Ok(()),
        }
    };
    // All are waited for at once: the connection passes no answer on while the one before it is not taken. Their order is
    // that in which they were sent, which is another one where some have to be prepared.
    let (_, answers) = try_join(begun, try_join_all(sent.into_iter().map(Sending::received))).await?;
    let mut answers: Vec<_> = answers.into_iter().map(Some).collect();
    for row in take::<Conn>(&mut answers, 0)? {
        rows.row(&row)?;
    }
    loop {
        let mut jobs = Jobs::new();
        rows.ready(&mut jobs);
        if jobs.is_empty() {
            break;
        }
        let mut left = Jobs::new();
        for job in jobs {
            match job.sent_ahead() {
                Some(number) => take::<Conn>(&mut answers, number)?.iter().try_for_each(|row| job.row(row))?,
                None => left.push(job),
            }
        }
        run_together::<Conn>(pipeline, meter.clone(), left).await?;
    }
    Ok(rows)
}

/// The rows of the query with this number.
fn take<Conn>(answers: &mut [Option<Received>], number: usize) -> QueryResult<Vec<Row<Conn>>>
where
    Conn: AsyncConnection + 'static,
{
    answers.get_mut(number).and_then(Option::take).map_or(Ok(Vec::new()), Received::rows::<Conn>)
}

/// Sends the queries of all levels, the root's first. They are written here: what is sent keeps nothing of them.
fn send_all<'a, Q, I, Conn, U>(
    load: IncludeQuery<Q, I>,
    pipeline: &'a dyn Pipeline<Conn::Backend>,
    meter: Option<&RowMeter>,
) -> QueryResult<(I::Rows<AsyncRows<Conn>>, Vec<Sending<'a>>)>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    I: LoadAs<U, Conn::Backend>,
    I::Table: Table + Default + QueryId,
    PrimaryKey<I::Table>: QueryFragment<Conn::Backend> + Send + 'static,
    Q: RootQuery<Conn::Backend>,
{
    let (query, include) = load.into_parts();
    let mut columns = Columns::new(query.is_whole(<I::Table as QueryId>::query_id())?, Q::CAN_JOIN);
    let mut rows = include.rows::<AsyncRows<Conn>>(&mut columns);
    let tie_break = Box::new(I::Table::default().primary_key());
    let statement = query.select_parts(SelectList { tie_break: Some(tie_break), ..columns.into_list() });
    let mut sent = vec![Sending::new(pipeline, meter, &statement)];
    rows.send_ahead(&RootRows::<Q, _>(&statement), &mut |query| {
        sent.push(Sending::new(pipeline, meter, query));
        sent.len() - 1
    });
    Ok((rows, sent))
}

/// A snapshot that ends with this value, also when the load is dropped in the middle.
struct OpenSnapshot<'a, DB: Dialect> {
    pipeline: &'a dyn Pipeline<DB>,
    begin: MaybeDone<BoxFuture<'a, QueryResult<()>>>,
}

impl<'a, DB: Dialect> OpenSnapshot<'a, DB> {
    /// Sends what begins it; queries that are sent after it see the snapshot.
    async fn begin(pipeline: &'a dyn Pipeline<DB>) -> Self {
        let mut snapshot = Self { pipeline, begin: maybe_done(pipeline.begin_snapshot()) };
        poll_fn(|context| {
            let _ = snapshot.begin.poll_unpin(context);
            Poll::Ready(())
        })
        .await;
        snapshot
    }

    /// Waits until it has begun.
    async fn has_begun(&mut self) -> QueryResult<()> {
        (&mut self.begin).await;
        Pin::new(&mut self.begin).take_output().unwrap_or(Ok(()))
    }
}

impl<DB: Dialect> Drop for OpenSnapshot<'_, DB> {
    fn drop(&mut self) {
        // Sent when it is polled first. The connection answers in order, so that nobody has to wait for it.
        let _ = self.pipeline.end_snapshot().as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}
