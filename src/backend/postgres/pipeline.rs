//! PostgreSQL's protocol answers queries in order, so that they need not wait for one another.

use crate::include::{Answer, ByText, Pipeline, TakeRow};
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::QueryFragment;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, TryStreamExt};

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
}
