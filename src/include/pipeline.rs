//! Sending several queries before the first one is answered.

use super::dialect::Dialect;
use super::family::AsyncRows;
use super::fragment::ByText;
use super::job::{Job, Jobs};
use super::select::Select;
use crate::instrument::{RowMeter, StatementMeter};
use diesel::QueryResult;
use diesel::query_builder::QueryFragment;
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

/// The rows of one query.
#[doc(hidden)]
pub trait Answer: Send {
    /// Hands them out, as the connection's own row type, and counts them.
    fn each_row<'a>(self: Box<Self>, take: &'a mut TakeRow<'a>) -> BoxFuture<'a, QueryResult<usize>>;
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

    /// All at once.
    pub(crate) async fn all(sent: Vec<Self>) -> QueryResult<Vec<Answered>> {
        let (answers, meters): (Vec<_>, Vec<_>) = sent.into_iter().map(|sent| (sent.answer, sent.meter)).unzip();
        let answers = try_join_all(answers).await?;
        Ok(answers.into_iter().zip(meters).map(|(answer, meter)| Answered { answer, meter }).collect())
    }
}

/// The answer to a query, whose rows come now.
pub(crate) struct Answered {
    answer: Box<dyn Answer>,
    meter: Option<StatementMeter>,
}

impl Answered {
    /// Hands the rows out as those of the connection `Conn`.
    pub(crate) async fn each_row<Conn>(
        self,
        mut take: impl FnMut(&Row<Conn>) -> QueryResult<()> + Send,
    ) -> QueryResult<()>
    where
        Conn: AsyncConnection + 'static,
    {
        let mut take = |row: &dyn Any| match row.downcast_ref::<Row<Conn>>() {
            Some(row) => take(row),
            // A pipeline is the connection itself, or the one inside, with the same rows.
            None => Err(diesel::result::Error::DeserializationError("a row of another connection".into())),
        };
        let count = self.answer.each_row(&mut take).await?;
        if let Some(meter) = self.meter {
            meter.record(count);
        }
        Ok(())
    }
}

type Row<Conn> = <Conn as AsyncConnectionCore>::Row<'static, 'static>;

/// Sends the queries of all jobs, then hands out their rows.
pub(crate) async fn run_together<Conn>(
    pipeline: &dyn Pipeline<Conn::Backend>,
    meter: Option<RowMeter>,
    mut jobs: Jobs<'_, AsyncRows<Conn>>,
) -> QueryResult<()>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
{
    let mut queries: Vec<_> = jobs.iter_mut().map(|job| job.query()).collect();
    let sent = queries.iter().map(|query| Sending::new(pipeline, meter.as_ref(), query)).collect();
    for (job, answer) in jobs.iter_mut().zip(Sending::all(sent).await?) {
        answer.each_row::<Conn>(|row| job.row(row)).await?;
    }
    for (job, query) in jobs.into_iter().zip(queries.drain(..)) {
        further(pipeline, meter.as_ref(), job, query).await?;
    }
    Ok(())
}

/// The rest of a job's keys, where one statement cannot bind all of them.
async fn further<Conn>(
    pipeline: &dyn Pipeline<Conn::Backend>,
    meter: Option<&RowMeter>,
    job: &mut dyn Job<AsyncRows<Conn>>,
    mut query: Select<Conn::Backend>,
) -> QueryResult<()>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
{
    while let Some(further) = job.further(query) {
        query = further;
        let sent = vec![Sending::new(pipeline, meter, &query)];
        for answer in Sending::all(sent).await? {
            answer.each_row::<Conn>(|row| job.row(row)).await?;
        }
    }
    Ok(())
}
