//! A query that loads related rows with its own.

use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::identified::Identified;
use super::load_as::{Include, LoadAs, Nothing, With};
use super::root::RootQuery;
use super::shape::{Only, Projection};
use super::snapshot::Snapshot;
use crate::query::{Contains, Free, FromPass, Join, JoinPath, Pass, SameTable, Then};
use diesel::QueryResult;
use diesel::internal::table_macro::{Inner, LeftOuter};
use diesel::query_builder::QueryId;

/// A Diesel query that loads related rows with its own: what `include`, `Projection::query` and the accessors of models
/// return. [`LoadDsl`](super::LoadDsl) runs it.
///
/// `filter`, `order`, `limit` and the other methods of Diesel's `QueryDsl` go on to the Diesel query inside and are
/// checked as they are there; `select` leaves the load and gives the Diesel query back.
#[derive(Debug, Clone, Copy)]
#[must_use = "queries are only executed when calling `load`, `first` or similar"]
pub struct IncludeQuery<Q, I> {
    query: Q,
    include: I,
}

impl<Q, I> IncludeQuery<Q, I> {
    pub(crate) fn new(query: Q, include: I) -> Self {
        Self { query, include }
    }

    /// The Diesel query inside.
    pub fn into_query(self) -> Q {
        self.query
    }

    /// Runs all queries of the load in one transaction, so that they see one state of the database: a read-only one of
    /// the isolation level `REPEATABLE READ` on PostgreSQL and MySQL, a deferred one on SQLite. On a file it is also
    /// faster than a transaction for each query.
    ///
    /// Inside a transaction that is open already it adds nothing: what is seen is that transaction's business. With a query log the transaction's statements are
    /// seen as well; [`QUERIES`](super::Projection::QUERIES) does not count them.
    ///
    /// ```standalone_crate
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
    /// # fn main() -> QueryResult<()> {
    /// # let conn = &mut connect();
    /// let pages: Vec<(Article, Vec<Tag>)> = articles::table.include(articles::rel::tags).in_snapshot().load(conn)?;
    /// assert_eq!(pages.len(), 4);
    /// # Ok(())
    /// # }
    /// ```
    pub fn in_snapshot(self) -> Snapshot<Self> {
        Snapshot(self)
    }

    /// `INNER JOIN` along a relation, to filter or order by its columns. As in any query, a row that has several related
    /// rows is there several times.
    pub fn join<P>(self, path: P) -> IncludeQuery<<Pass<Q, P> as Join<Q, P, Inner>>::Output, I>
    where
        P: JoinPath,
        Q: Contains<P::From>,
        FromPass<Q, P>: Free<Q, P::To>,
        Pass<Q, P>: Join<Q, P, Inner>,
    {
        self.map(|query| <Pass<Q, P>>::join(query, path))
    }

    /// `LEFT JOIN` along a relation, to filter or order by its columns.
    pub fn join_left<P>(self, path: P) -> IncludeQuery<<Pass<Q, P> as Join<Q, P, LeftOuter>>::Output, I>
    where
        P: JoinPath,
        Q: Contains<P::From>,
        FromPass<Q, P>: Free<Q, P::To>,
        Pass<Q, P>: Join<Q, P, LeftOuter>,
    {
        self.map(|query| <Pass<Q, P>>::join(query, path))
    }

    pub(crate) fn map<P>(self, f: impl FnOnce(Q) -> P) -> IncludeQuery<P, I> {
        IncludeQuery { query: f(self.query), include: self.include }
    }

    pub(crate) fn into_parts(self) -> (Q, I) {
        (self.query, self.include)
    }

    pub(crate) fn is_plain<DB: Dialect>(&self) -> QueryResult<bool>
    where
        Q: RootQuery<DB>,
    {
        self.query.is_plain()
    }

    /// The statement of the first query and what collects its rows.
    pub(crate) fn plan<U, F>(self) -> QueryResult<(FirstStatement<Q, I, U, F::Backend>, I::Rows<F>)>
    where
        F: Family,
        Q: RootQuery<F::Backend>,
        I: LoadAs<U, F::Backend>,
        I::Table: QueryId,
    {
        let mut columns = Columns::new(self.query.is_whole(<I::Table as QueryId>::query_id())?, Q::CAN_JOIN);
        let rows = self.include.rows::<F>(&mut columns);
        Ok((Identified::new(self.query.select_parts(columns.into_list())), rows))
    }
}

/// The first statement of a load: its select list follows from what is loaded.
pub(crate) type FirstStatement<Q, I, U, DB> = Identified<<Q as RootQuery<DB>>::Statement, (I, U)>;

impl<Q, T> IncludeQuery<Q, Nothing<T>> {
    /// Loads related rows with the rows of this query: one relation, or a tuple of relations, to any depth.
    pub fn include<N>(
        self,
        relations: N,
    ) -> IncludeQuery<Q, <<N::Table as SameTable<T>>::Pass as Then<With<N>>>::Output>
    where
        N: Include,
        N::Table: SameTable<T>,
        <N::Table as SameTable<T>>::Pass: Then<With<N>, Output = With<N>>,
    {
        IncludeQuery::new(self.query, With(relations))
    }

    /// Loads the projection `S`.
    pub fn project<S: Projection<Table = T>>(self) -> IncludeQuery<Q, Only<S>> {
        IncludeQuery::new(self.query, Only::new())
    }
}
