//! What is run on connections of any kind.

use super::every::{OnMysql, OnPostgres, OnSqlite};
use crate::include::{IncludeQuery, LoadInto, Snapshot};
use diesel::QueryResult;
use diesel::query_builder::{AsQuery, QueryId};
use diesel::query_dsl::LoadQuery;
use diesel::query_dsl::methods::ExecuteDsl;
use std::marker::PhantomData;

/// Something to do with a connection.
pub trait Task {
    /// What comes of it.
    type Output;
}

/// A task for connections of the type `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be run on a `{C}`",
    label = "not for each database of this build",
    note = "what `kinfolk::Connection` runs has to be such that each database of the build can run it; call `.load(conn)` with a connection of one database for the rest"
)]
pub trait TaskOn<C>: Task {
    /// Does it.
    fn run_on(self, conn: &mut C) -> Self::Output;
}

/// A task for connections to each database of this build.
#[diagnostic::on_unimplemented(
    message = "this cannot be run on each database of this build",
    label = "not for each database of this build",
    note = "`as_select()` and `into_boxed()` name one database in their types: write `Article::query()`, or name the columns",
    note = "what only some of the databases can do is run by `.load(conn)` with a connection of one database"
)]
pub trait Portable: Task + OnSqlite + OnPostgres + OnMysql {}

#[diagnostic::do_not_recommend]
impl<T: Task + OnSqlite + OnPostgres + OnMysql> Portable for T {}

/// Loads the rows of a query as values of the type `U`.
#[derive(Debug, Clone, Copy)]
pub struct Load<L, U> {
    query: L,
    row: PhantomData<fn() -> U>,
}

impl<L, U> Load<L, U> {
    pub(super) fn new(query: L) -> Self {
        Self { query, row: PhantomData }
    }

    #[cfg(feature = "async")]
    pub(super) fn into_query(self) -> L {
        self.query
    }
}

impl<L, U> Task for Load<L, U> {
    type Output = QueryResult<Vec<U>>;
}

impl<L: Loads<C, U>, U, C> TaskOn<C> for Load<L, U> {
    fn run_on(self, conn: &mut C) -> QueryResult<Vec<U>> {
        self.query.load_all(conn)
    }
}

/// A query whose rows a connection of the type `C` loads as values of the type `U`: one of Diesel, or a load.
#[diagnostic::on_unimplemented(
    message = "this query cannot be loaded into `{U}` from a `{C}`",
    label = "not for each database of this build",
    note = "what `kinfolk::Connection` loads has to be such that each database of the build can load it; call `.load(conn)` with a connection of one database for the rest"
)]
pub trait Loads<C, U> {
    /// Loads them.
    ///
    /// # Errors
    /// Diesel's.
    fn load_all(self, conn: &mut C) -> QueryResult<Vec<U>>;
}

#[diagnostic::do_not_recommend]
impl<'query, L, C, U> Loads<C, U> for L
where
    // `AsQuery` tells the compiler that this is none of the types below.
    L: AsQuery + LoadQuery<'query, C, U>,
{
    fn load_all(self, conn: &mut C) -> QueryResult<Vec<U>> {
        self.internal_load(conn)?.collect()
    }
}

#[diagnostic::do_not_recommend]
impl<Q, I, C, U> Loads<C, U> for IncludeQuery<Q, I>
where
    Self: LoadInto<C, U>,
{
    fn load_all(self, conn: &mut C) -> QueryResult<Vec<U>> {
        self.load_into(conn)
    }
}

#[diagnostic::do_not_recommend]
impl<L, C, U> Loads<C, U> for Snapshot<L>
where
    Self: LoadInto<C, U>,
{
    fn load_all(self, conn: &mut C) -> QueryResult<Vec<U>> {
        self.load_into(conn)
    }
}

/// Executes a statement that returns no rows.
#[derive(Debug, Clone, Copy)]
pub struct Execute<S>(S);

impl<S> Execute<S> {
    pub(super) fn new(statement: S) -> Self {
        Self(statement)
    }

    #[cfg(feature = "async")]
    pub(super) fn into_statement(self) -> S {
        self.0
    }
}

impl<S> Task for Execute<S> {
    type Output = QueryResult<usize>;
}

impl<S: Executes<C>, C> TaskOn<C> for Execute<S> {
    fn run_on(self, conn: &mut C) -> QueryResult<usize> {
        self.0.execute_on(conn)
    }
}

/// A statement that a connection of the type `C` executes.
#[diagnostic::on_unimplemented(
    message = "this statement cannot be executed on a `{C}`",
    label = "not for each database of this build",
    note = "what `kinfolk::Connection` executes has to be such that each database of the build can execute it"
)]
pub trait Executes<C> {
    /// Executes it.
    ///
    /// # Errors
    /// Diesel's.
    fn execute_on(self, conn: &mut C) -> QueryResult<usize>;
}

#[diagnostic::do_not_recommend]
impl<S, C> Executes<C> for S
where
    C: diesel::Connection,
    // `QueryId` tells the compiler that this is no change of links.
    S: QueryId + ExecuteDsl<C>,
{
    fn execute_on(self, conn: &mut C) -> QueryResult<usize> {
        S::execute(self, conn)
    }
}
