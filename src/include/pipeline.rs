//! Sending several queries before the first one is answered.

use super::dialect::Dialect;
use super::family::AsyncRows;
use super::fragment::ByText;
use super::job::{Job, Jobs};
use crate::instrument::{RowMeter, StatementMeter};
use diesel::QueryResult;
use diesel::query_builder::QueryFragment;
use diesel::result::Error;
use diesel_async::{AsyncConnection, AsyncConnectionCore};
use futures_util::future::{BoxFuture, try_join_all};
use std::any::Any;

/// A connection that takes further queries while it works on others, and answers them in order.
#[doc(hidden)]
pub trait Pipeline<DB: Dialect>: Send + Sync {
    /// A query to send; it leaves when the future is polled the first time, or, where the database has to prepare it
    /// first, as soon as that is done.
    fn send<'a>(&'a self, query: ByText<&dyn QueryFragment<DB>>) -> BoxFuture<'a, QueryResult<Box<dyn Answer>>>;

    /// Begins a transaction that sees one state of the database; sent when it is polled the first time.
    fn begin_snapshot(&self) -> BoxFuture<'_, QueryResult<()>>;

    /// Ends it; sent when it is polled the first time.
    fn end_snapshot(&self) -> BoxFuture<'_, QueryResult<()>>;
}

/// The answer to one query.
#[doc(hidden)]
pub trait Answer: Send {
    /// Hands the rows out, as the connection's own row type, and counts them.
    fn each_row<'a>(self: Box<Self>, take: &'a mut TakeRow<'a>) -> BoxFuture<'a, QueryResult<usize>>;

    /// All rows: a `Vec` of the connection's own row type; and how many there are.
    fn all_rows<'a>(self: Box<Self>) -> BoxFuture<'a, QueryResult<(Box<dyn Any + Send>, usize)>>;
}

/// Takes one row.
#[doc(hidden)]
pub type TakeRow<'a> = dyn FnMut(&dyn Any) -> QueryResult<()> + Send + 'a;

/// A query that was sent, and what counts its rows.
pub(crate) struct Sending<'a> {
    answer: BoxFuture<'a, QueryResult<Box<dyn Answer>>>,
    meter: Option<StatementMeter>,
}

impl<'a> Sending<'a> {
    pub(crate) fn new<DB: Dialect>(
        pipeline: &'a dyn Pipeline<DB>,
        meter: Option<&RowMeter>,
        query: &dyn QueryFragment<DB>,
    ) -> Self {
        let answer = pipeline.send(ByText(query));
        // Its start has just been told.
        Self { answer, meter: meter.map(RowMeter::of_last_statement) }
    }

    /// Hands the rows out as those of the connection `Conn`.
    async fn each_row<Conn>(self, mut take: impl FnMut(&Row<Conn>) -> QueryResult<()> + Send) -> QueryResult<()>
    where
        Conn: AsyncConnection + 'static,
    {
        let mut take = |row: &dyn Any| take(row.downcast_ref::<Row<Conn>>().ok_or_else(foreign)?);
        let count = self.answer.await?.each_row(&mut take).await?;
        if let Some(meter) = self.meter {
            meter.record(count);
        }
        Ok(())
    }

    /// Waits for all rows.
    pub(crate) async fn received(self) -> QueryResult<Received> {
        let (rows, count) = self.answer.await?.all_rows().await?;
        if let Some(meter) = self.meter {
            meter.record(count);
        }
        Ok(Received(rows))
    }
}

/// The rows of one query.
pub(crate) struct Received(Box<dyn Any + Send>);

impl Received {
    /// The rows as those of the connection `Conn`.
    pub(crate) fn rows<Conn>(self) -> QueryResult<Vec<Row<Conn>>>
    where
        Conn: AsyncConnection + 'static,
    {
        Ok(*self.0.downcast().map_err(|_| foreign())?)
    }
}

/// A pipeline is the connection itself, or the one inside, with the same rows.
fn foreign() -> Error {
    Error::DeserializationError("a row of another connection".into())
}

pub(crate) type Row<Conn> = <Conn as AsyncConnectionCore>::Row<'static, 'static>;

/// Sends the queries of all jobs, and hands out the rows of each as they come.
///
/// The connection passes no answer on while the one before it is not taken: none may be waited for alone.
pub(crate) async fn run_together<Conn>(
    pipeline: &dyn Pipeline<Conn::Backend>,
    meter: Option<RowMeter>,
    jobs: Jobs<'_, AsyncRows<Conn>>,
) -> QueryResult<()>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
{
    try_join_all(jobs.into_iter().map(|job| run_one::<Conn>(pipeline, meter.as_ref(), job))).await.map(drop)
}

/// Not an `async fn`: the first query is written here, before any of them is sent.
fn run_one<'a, Conn>(
    pipeline: &'a dyn Pipeline<Conn::Backend>,
    meter: Option<&'a RowMeter>,
    job: &'a mut (dyn Job<AsyncRows<Conn>> + 'a),
) -> impl Future<Output = QueryResult<()>> + Send + 'a
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
{
    let mut query = job.query();
    let mut sent = Sending::new(pipeline, meter, &query);
    async move {
        loop {
            sent.each_row::<Conn>(|row| job.row(row)).await?;
            match job.further(query) {
                Some(further) => query = further,
                None => return Ok(()),
            }
            sent = Sending::new(pipeline, meter, &query);
        }
    }
}
