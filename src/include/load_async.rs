//! Running a load on a `diesel_async` connection: the same tree and the same jobs as on a Diesel connection.

use super::collect::Collect;
use super::dialect::Dialect;
use super::family::AsyncRows;
use super::job::{Job, Jobs};
use super::known::{KnownBackend, Of};
use super::limited::FirstRowDsl;
use super::load_as::LoadAs;
use super::pipeline::run_together;
use super::query::IncludeQuery;
use super::root::RootQuery;
use super::unread::Loading;
use crate::instrument::row_meter;
use diesel::QueryResult;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::result::Error;
use diesel::sql_types::Untyped;
use diesel_async::AsyncConnection;
use futures_util::TryStreamExt;
use std::marker::PhantomData;
use std::pin::pin;

/// Runs a load on a `diesel_async` connection. [`guide::asynchronous`](crate::guide::asynchronous) shows it.
pub trait LoadAsyncDsl<Conn>: Sized {
    /// As [`LoadDsl::load`](super::LoadDsl::load).
    ///
    /// Dropping the future cancels the load as `diesel_async` cancels a query: what was read is dropped, nothing was
    /// written.
    ///
    /// # Errors
    /// Those of [`LoadDsl::load`](super::LoadDsl::load).
    fn load_async<U>(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Vec<U>>> + Send
    where
        Conn: AsyncConnection,
        Conn::Backend: KnownBackend,
        Self: LoadIntoAsync<Of<Conn::Backend, Conn>, U>,
    {
        self.load_into_async(Conn::Backend::of(conn))
    }

    /// As [`LoadDsl::first`](super::LoadDsl::first).
    ///
    /// # Errors
    /// Those of [`LoadDsl::first`](super::LoadDsl::first).
    fn first_async<U>(self, conn: &mut Conn) -> impl Future<Output = QueryResult<U>> + Send
    where
        Conn: AsyncConnection,
        Conn::Backend: KnownBackend,
        Self: FirstRowDsl,
        Self::Output: LoadIntoAsync<Of<Conn::Backend, Conn>, U>,
    {
        let rows = self.first_row().load_into_async(Conn::Backend::of(conn));
        async move { rows.await?.into_iter().next().ok_or(Error::NotFound) }
    }
}
impl<Q, I, Conn> LoadAsyncDsl<Conn> for IncludeQuery<Q, I> {}

/// A load that can be run on the async connection `Conn` into values of the type `U`.
#[diagnostic::on_unimplemented(
    message = "this query cannot be loaded into `{U}` from `{Conn}`",
    label = "cannot be loaded"
)]
pub trait LoadIntoAsync<Conn, U> {
    /// Runs the load.
    fn load_into_async(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Vec<U>>> + Send;
}

/// A load in two steps: what waits for the database, and what makes values of it.
///
/// The values need not be `Send`: they are made when the last query is done, and nothing waits after that. So the tree
/// of rows is what is kept across the awaits.
#[doc(hidden)]
pub trait FetchAsync<Conn, U> {
    /// The rows of all queries.
    type Fetched: Finish<U> + Send;

    /// Runs the queries.
    fn fetch(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Self::Fetched>> + Send;
}

/// Rows that values can be made of.
#[doc(hidden)]
pub trait Finish<U> {
    /// Makes them.
    ///
    /// # Errors
    /// When a row that a foreign key promises is missing.
    fn finish(self) -> QueryResult<Vec<U>>;
}

/// A tree whose queries are done.
#[doc(hidden)]
#[derive(Debug)]
pub struct FetchedRows<Conn, R> {
    rows: R,
    conn: PhantomData<fn() -> Conn>,
}

impl<Conn, R> FetchedRows<Conn, R> {
    pub(super) fn new(rows: R) -> Self {
        Self { rows, conn: PhantomData }
    }
}

impl<Conn, R> Finish<R::Item> for FetchedRows<Conn, R>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    R: Collect<AsyncRows<Conn>>,
{
    fn finish(self) -> QueryResult<Vec<R::Item>> {
        Ok(Box::new(self.rows).finish()?.collect())
    }
}

impl<Q, I, Conn, U> FetchAsync<Conn, U> for IncludeQuery<Q, I>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    I: LoadAs<U, Conn::Backend> + 'static,
    U: 'static,
    I::Table: QueryId,
    Q: RootQuery<Conn::Backend>,
    Q::Statement: 'static,
{
    type Fetched = FetchedRows<Conn, I::Rows<AsyncRows<Conn>>>;

    fn fetch(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Self::Fetched>> + Send {
        let plan = self.plan::<U, AsyncRows<Conn>>();
        async move {
            let (statement, mut rows) = plan?;
            let loading = Loading::begin(conn)?;
            let fetched = match each_row(&mut *loading.conn, statement, |row| rows.row(row)).await {
                Ok(()) => run(&mut *loading.conn, &mut rows).await,
                Err(error) => Err(error),
            };
            loading.done();
            fetched.map(|()| FetchedRows::new(rows))
        }
    }
}

impl<Q, I, Conn, U> LoadIntoAsync<Conn, U> for IncludeQuery<Q, I>
where
    Self: FetchAsync<Conn, U>,
{
    fn load_into_async(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Vec<U>>> + Send {
        let fetching = self.fetch(conn);
        async move { fetching.await?.finish() }
    }
}

/// Runs what is ready until nothing is left.
async fn run<Conn, R>(conn: &mut Conn, rows: &mut R) -> QueryResult<()>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    R: Collect<AsyncRows<Conn>>,
{
    loop {
        let mut jobs = Jobs::new();
        rows.ready(&mut jobs);
        if jobs.is_empty() {
            return Ok(());
        }
        if jobs.len() > 1 {
            let meter = row_meter(conn.instrumentation());
            if let Some(pipeline) = Conn::Backend::pipeline(conn) {
                run_together::<Conn>(pipeline, meter, jobs).await?;
                continue;
            }
        }
        for job in jobs {
            run_job(conn, job).await?;
        }
    }
}

async fn run_job<Conn>(conn: &mut Conn, job: &mut dyn Job<AsyncRows<Conn>>) -> QueryResult<()>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
{
    let mut query = job.query();
    loop {
        each_row(conn, &query, |row| job.row(row)).await?;
        match job.further(query) {
            Some(further) => query = further,
            None => return Ok(()),
        }
    }
}

/// Sends a query and hands out its rows; tells who watches the connection how many there were.
///
/// Not an `async fn`: the query may be a reference to something that is not `Sync`, which no future could keep.
pub(super) fn each_row<'a, Conn, Q>(
    conn: &'a mut Conn,
    query: Q,
    mut take: impl for<'conn, 'query> FnMut(&Conn::Row<'conn, 'query>) -> QueryResult<()> + Send + 'a,
) -> impl Future<Output = QueryResult<()>> + Send
where
    Conn: AsyncConnection,
    Conn::Backend: QueryMetadata<Untyped>,
    Q: Query<SqlType = Untyped> + QueryFragment<Conn::Backend> + QueryId + 'a,
{
    let meter = row_meter(conn.instrumentation());
    let loading = conn.load(query);
    async move {
        let mut count = 0;
        let mut rows = pin!(loading.await?);
        while let Some(row) = rows.try_next().await? {
            take(&row)?;
            count += 1;
        }
        if let Some(meter) = meter {
            meter.record(count);
        }
        Ok(())
    }
}
