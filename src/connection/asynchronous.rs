//! The same for the connections of `diesel_async`.

use super::tasks::{Execute, Load, Task};
use crate::include::{IncludeQuery, LoadIntoAsync, RoundTrip, Snapshot};
use diesel::QueryResult;
use diesel::query_builder::{AsQuery, QueryId};
use diesel::query_dsl::methods::LimitDsl;
use diesel::result::Error;
use diesel_async::methods::{ExecuteDsl, LoadQuery};
#[cfg(feature = "sqlite")]
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use futures_util::TryStreamExt;

/// A `diesel_async` connection to a database of any kind: what [`Connection`](super::Connection) is for Diesel's.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
/// #[derive(Projection)]
/// #[diesel(table_name = articles)]
/// struct Page {
///     title: String,
///     author: User,
/// }
///
/// async fn front_page<C: kinfolk::AsyncConnection>(conn: &mut C) -> QueryResult<Vec<Page>> {
///     conn.load_async(Page::query().order(articles::id.desc()).limit(2)).await
/// }
///
/// # #[tokio::main]
/// # async fn main() -> QueryResult<()> {
/// let mut conn = SyncConnectionWrapper::new(connect());
/// assert_eq!(front_page(&mut conn).await?[0].title, "Four");
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an async connection that kinfolk knows",
    label = "not an async connection to a database of this build",
    note = "each database has a feature of kinfolk: `sqlite`, `postgres`, `mysql`"
)]
pub trait AsyncConnection: diesel_async::AsyncConnection {
    /// Runs a task on the connection inside, whose type it learns.
    fn run<T: AsyncPortable>(&mut self, task: T) -> impl Future<Output = T::Output> + Send;

    /// As [`Connection::load`](super::Connection::load).
    ///
    /// # Errors
    /// Those of [`Connection::load`](super::Connection::load).
    fn load_async<L, U>(&mut self, query: L) -> impl Future<Output = QueryResult<Vec<U>>> + Send
    where
        Load<L, U>: AsyncPortable<Output = QueryResult<Vec<U>>>,
    {
        self.run(Load::new(query))
    }

    /// As [`Connection::first`](super::Connection::first).
    ///
    /// # Errors
    /// Those of [`Connection::first`](super::Connection::first).
    fn first_async<L, U>(&mut self, query: L) -> impl Future<Output = QueryResult<U>> + Send
    where
        L: LimitDsl,
        Load<L::Output, U>: AsyncPortable<Output = QueryResult<Vec<U>>>,
    {
        let rows = self.load_async(query.limit(1));
        async move { rows.await?.into_iter().next().ok_or(Error::NotFound) }
    }

    /// As [`Connection::execute`](super::Connection::execute).
    ///
    /// # Errors
    /// Diesel's.
    fn execute_async<S>(&mut self, statement: S) -> impl Future<Output = QueryResult<usize>> + Send
    where
        Execute<S>: AsyncPortable<Output = QueryResult<usize>>,
    {
        self.run(Execute::new(statement))
    }
}

/// A task for async connections of the type `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be run on a `{C}`",
    label = "not for each database of this build",
    note = "what `kinfolk::AsyncConnection` runs has to be such that each database of the build can run it; call `.load_async(conn)` with a connection of one database for the rest"
)]
pub trait AsyncTaskOn<C>: Task {
    /// Does it.
    fn run_async(self, conn: &mut C) -> impl Future<Output = Self::Output> + Send;
}

/// A task for async connections to each database of this build.
#[diagnostic::on_unimplemented(
    message = "this cannot be run on each database of this build",
    label = "not for each database of this build",
    note = "`as_select()` and `into_boxed()` name one database in their types: write `Article::query()`, or name the columns",
    note = "what only some of the databases can do is run by `.load_async(conn)` with a connection of one database"
)]
pub trait AsyncPortable: Task + AsyncOnSqlite + AsyncOnPostgres + AsyncOnMysql {}

#[diagnostic::do_not_recommend]
impl<T: Task + AsyncOnSqlite + AsyncOnPostgres + AsyncOnMysql> AsyncPortable for T {}

macro_rules! database {
    ($(#[$doc:meta])* $trait:ident, $feature:literal, $connection:ty) => {
        $(#[$doc])*
        #[cfg(feature = $feature)]
        pub trait $trait: AsyncTaskOn<$connection> {}
        #[cfg(feature = $feature)]
        #[diagnostic::do_not_recommend]
        impl<T: AsyncTaskOn<$connection>> $trait for T {}

        $(#[$doc])*
        #[cfg(not(feature = $feature))]
        pub trait $trait: Task {}
        #[cfg(not(feature = $feature))]
        impl<T: Task> $trait for T {}
    };
}
database!(
    /// A task for SQLite, where the build is with it.
    AsyncOnSqlite, "sqlite", SyncConnectionWrapper<diesel::SqliteConnection>
);
database!(
    /// A task for PostgreSQL, where the build is with it.
    AsyncOnPostgres, "postgres_backend", diesel_async::AsyncPgConnection
);
database!(
    /// A task for MySQL, where the build is with it.
    AsyncOnMysql, "mysql_backend", diesel_async::AsyncMysqlConnection
);

#[cfg(feature = "sqlite")]
impl AsyncConnection for SyncConnectionWrapper<diesel::SqliteConnection> {
    fn run<T: AsyncPortable>(&mut self, task: T) -> impl Future<Output = T::Output> + Send {
        AsyncTaskOn::<Self>::run_async(task, self)
    }
}

#[cfg(feature = "postgres_backend")]
impl AsyncConnection for diesel_async::AsyncPgConnection {
    fn run<T: AsyncPortable>(&mut self, task: T) -> impl Future<Output = T::Output> + Send {
        AsyncTaskOn::<Self>::run_async(task, self)
    }
}

#[cfg(feature = "mysql_backend")]
impl AsyncConnection for diesel_async::AsyncMysqlConnection {
    fn run<T: AsyncPortable>(&mut self, task: T) -> impl Future<Output = T::Output> + Send {
        AsyncTaskOn::<Self>::run_async(task, self)
    }
}

impl<L: AsyncLoads<C, U>, U, C> AsyncTaskOn<C> for Load<L, U> {
    fn run_async(self, conn: &mut C) -> impl Future<Output = QueryResult<Vec<U>>> + Send {
        self.into_query().load_all_async(conn)
    }
}

/// A query whose rows an async connection of the type `C` loads as values of the type `U`.
#[diagnostic::on_unimplemented(
    message = "this query cannot be loaded into `{U}` from a `{C}`",
    label = "not for each database of this build",
    note = "what `kinfolk::AsyncConnection` loads has to be such that each database of the build can load it; call `.load_async(conn)` with a connection of one database for the rest"
)]
pub trait AsyncLoads<C, U> {
    /// Loads them.
    fn load_all_async(self, conn: &mut C) -> impl Future<Output = QueryResult<Vec<U>>> + Send;
}

#[diagnostic::do_not_recommend]
impl<L, C, U> AsyncLoads<C, U> for L
where
    C: diesel_async::AsyncConnection,
    L: AsQuery + LoadQuery<'static, C, U> + 'static,
    U: Send,
{
    fn load_all_async(self, conn: &mut C) -> impl Future<Output = QueryResult<Vec<U>>> + Send {
        let rows = self.internal_load(conn);
        async move { rows.await?.try_collect().await }
    }
}

macro_rules! loads {
    ($($parameters:ident),+ => $load:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($parameters,)+ C, U> AsyncLoads<C, U> for $load
        where
            Self: LoadIntoAsync<C, U>,
        {
            fn load_all_async(self, conn: &mut C) -> impl Future<Output = QueryResult<Vec<U>>> + Send {
                self.load_into_async(conn)
            }
        }
    };
}
loads!(Q, I => IncludeQuery<Q, I>);
loads!(L => Snapshot<L>);
loads!(L => RoundTrip<L>);

impl<S: AsyncExecutes<C>, C> AsyncTaskOn<C> for Execute<S> {
    fn run_async(self, conn: &mut C) -> impl Future<Output = QueryResult<usize>> + Send {
        self.into_statement().execute_on_async(conn)
    }
}

/// A statement that an async connection of the type `C` executes.
#[diagnostic::on_unimplemented(
    message = "this statement cannot be executed on a `{C}`",
    label = "not for each database of this build",
    note = "what `kinfolk::AsyncConnection` executes has to be such that each database of the build can execute it"
)]
pub trait AsyncExecutes<C> {
    /// Executes it.
    fn execute_on_async(self, conn: &mut C) -> impl Future<Output = QueryResult<usize>> + Send;
}

#[diagnostic::do_not_recommend]
impl<S, C> AsyncExecutes<C> for S
where
    C: diesel_async::AsyncConnection,
    S: QueryId + ExecuteDsl<C> + 'static,
{
    fn execute_on_async(self, conn: &mut C) -> impl Future<Output = QueryResult<usize>> + Send {
        S::execute(self, conn)
    }
}
