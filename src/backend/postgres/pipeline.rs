//! PostgreSQL's protocol answers queries in order, so that they need not wait for one another.

use crate::include::{Answer, ByText, Pipeline, TakeRow};
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::QueryFragment;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, TryStreamExt};
use std::any::Any;

/// The connection itself, or the one inside that of a pool.
pub(super) fn inside(conn: &mut dyn Any) -> Option<&dyn Pipeline<Pg>> {
    #[cfg(feature = "deadpool")]
    if conn.is::<Object>() {
        return conn.downcast_mut::<Object>().map(|pooled| &**pooled as &dyn Pipeline<Pg>);
    }
    #[cfg(feature = "bb8")]
    if conn.is::<PooledConnection>() {
        return conn.downcast_mut::<PooledConnection>().map(|pooled| &**pooled as &dyn Pipeline<Pg>);
    }
    conn.downcast_mut::<AsyncPgConnection>().map(|conn| &*conn as &dyn Pipeline<Pg>)
}

#[cfg(feature = "deadpool")]
type Object = diesel_async::pooled_connection::deadpool::Object<AsyncPgConnection>;
#[cfg(feature = "bb8")]
type PooledConnection = diesel_async::pooled_connection::bb8::PooledConnection<'static, AsyncPgConnection>;

type Rows = <AsyncPgConnection as AsyncConnectionCore>::Stream<'static, 'static>;

impl Pipeline<Pg> for AsyncPgConnection {
    fn send<'a>(&'a self, query: ByText<&dyn QueryFragment<Pg>>) -> BoxFuture<'a, QueryResult<Box<dyn Answer>>> {
        let mut shared = self;
        // The text and its values are written here; the future keeps nothing of the query.
        let loading = AsyncConnectionCore::load(&mut shared, query);
        async move { Ok(Box::new(Rowset(loading.await?)) as Box<dyn Answer>) }.boxed()
    }

    fn begin_snapshot(&self) -> BoxFuture<'_, QueryResult<()>> {
        execute(self, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").boxed()
    }

    fn end_snapshot(&self) -> BoxFuture<'_, QueryResult<()>> {
        execute(self, "COMMIT").boxed()
    }
}

async fn execute(mut conn: &AsyncPgConnection, sql: &str) -> QueryResult<()> {
    conn.batch_execute(sql).await
}

/// The rows of one query as they come.
struct Rowset(Rows);

impl Answer for Rowset {
    fn each_row<'a>(mut self: Box<Self>, take: &'a mut TakeRow<'a>) -> BoxFuture<'a, QueryResult<usize>> {
        async move {
            let mut count = 0;
            while let Some(row) = self.0.try_next().await? {
                take(&row)?;
                count += 1;
            }
            Ok(count)
        }
        .boxed()
    }

    fn all_rows<'a>(self: Box<Self>) -> BoxFuture<'a, QueryResult<(Box<dyn Any + Send>, usize)>> {
        async move {
            let rows: Vec<_> = self.0.try_collect().await?;
            let count = rows.len();
            Ok((Box::new(rows) as Box<dyn Any + Send>, count))
        }
        .boxed()
    }
}
