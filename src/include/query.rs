//! A query that loads related rows with its own.

use super::collect::Collect;
use super::columns::Columns;
use super::dialect::Dialect;
use super::driver;
use super::family::SyncRows;
use super::load_as::LoadAs;
use super::query_dsl::Limit;
use super::root::RootQuery;
use diesel::connection::LoadConnection;
use diesel::query_builder::QueryId;
use diesel::{QueryResult, result::Error};

/// A Diesel query that loads related rows with its own: what `include`, `Projection::query` and the accessors of models
/// return.
///
/// `filter`, `order`, `limit` and the other methods of Diesel's `QueryDsl` go on to the Diesel query inside and are
/// checked as they are there; `select` leaves the load and gives the Diesel query back.
#[derive(Debug, Clone, Copy)]
#[must_use = "queries are only executed when calling `load`, `first` or similar"]
pub struct IncludeQuery<Q, I> {
    pub(crate) query: Q,
    pub(crate) include: I,
}

impl<Q, I> IncludeQuery<Q, I> {
    pub(crate) fn new(query: Q, include: I) -> Self {
        Self { query, include }
    }

    /// The Diesel query inside.
    pub fn into_query(self) -> Q {
        self.query
    }

    pub(crate) fn map<P>(self, f: impl FnOnce(Q) -> P) -> IncludeQuery<P, I> {
        IncludeQuery { query: f(self.query), include: self.include }
    }

    /// Runs the queries and returns the rows with what hangs below them, in the order of the query.
    ///
    /// # Errors
    /// Diesel's errors; [`Error::DeserializationError`] with a [`MissingRow`](super::MissingRow) when a row that a
    /// NOT NULL foreign key promises is not there.
    pub fn load<U, C>(self, conn: &mut C) -> QueryResult<Vec<U>>
    where
        C: LoadConnection + 'static,
        C::Backend: Dialect,
        Q: RootQuery<C::Backend>,
        I: LoadAs<U, C::Backend>,
        I::Table: QueryId,
    {
        let (statement, mut rows) = self.plan::<U, SyncRows<C>>()?;
        for row in LoadConnection::load(conn, statement)? {
            rows.row(&row?)?;
        }
        driver::run(conn, &mut rows)?;
        Box::new(rows).finish()
    }

    /// Loads the first row with what hangs below it.
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when there is none (`.optional()` makes that `None`), and those of
    /// [`load`](Self::load).
    pub fn first<U, C>(self, conn: &mut C) -> QueryResult<U>
    where
        C: LoadConnection + 'static,
        C::Backend: Dialect,
        Q: Limit,
        Q::Output: RootQuery<C::Backend>,
        I: LoadAs<U, C::Backend>,
        I::Table: QueryId,
    {
        self.map(|query| query.set_limit(1)).load(conn)?.into_iter().next().ok_or(Error::NotFound)
    }

    /// The statement of the first query and what collects its rows.
    pub(crate) fn plan<U, F>(
        self,
    ) -> QueryResult<(Q::Statement, <I as LoadAs<U, F::Backend>>::Rows<F>)>
    where
        F: super::family::Family,
        Q: RootQuery<F::Backend>,
        I: LoadAs<U, F::Backend>,
        I::Table: QueryId,
    {
        let mut columns = Columns::new(self.query.is_whole(<I::Table as QueryId>::query_id())?);
        let rows = self.include.rows::<F>(&mut columns);
        Ok((self.query.select_parts(columns.into_parts()), rows))
    }
}
