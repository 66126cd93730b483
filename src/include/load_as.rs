//! From what was asked for to what collects it.

use super::child::ChildOf;
use super::collect::{Collect, Values};
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::job::{Jobs, SendAhead};
use super::node::Includes;
use super::select::ParentRows;
use super::shape::{Only, Projection, Shape};
use diesel::QueryResult;
use std::marker::PhantomData;

/// What is included; it knows the table whose rows it starts from.
#[diagnostic::on_unimplemented(
    message = "this cannot be included",
    label = "not a relation that can be included",
    note = "a relation over a NOT NULL foreign key takes no filter: a row is promised, and the filter could take it away; filter the rows that hold the key instead, by `.filter(articles::rel::author.filter(…).exists())`",
    note = "expected a relation such as `articles::rel::comments`, narrowed or not, or a tuple of relations of one table"
)]
pub trait Include {
    /// The table.
    type Table;
}

/// A query that includes this can be loaded into `U`.
#[diagnostic::on_unimplemented(
    message = "this query cannot be loaded into `{U}`",
    label = "does not fit what the query includes",
    note = "`include(relation)` loads into `(Model, Related)`, `include((a, b))` into `(Model, (A, B))`; without `include` any model or projection of the table fits"
)]
pub trait LoadAs<U, DB: Dialect>: Include {
    /// What collects the rows.
    type Rows<F: Family<Backend = DB>>: Collect<F, Item = U> + 'static;

    /// Adds what is needed to the select list and makes the collector of its rows.
    fn rows<F: Family<Backend = DB>>(self, columns: &mut Columns<DB>) -> Self::Rows<F>;
}

/// Nothing is included: the rows of the table `T` become any model or projection of it.
#[derive(Debug)]
pub struct Nothing<T>(PhantomData<fn() -> T>);

impl<T> Nothing<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Include for Nothing<T> {
    type Table = T;
}

impl<T, U, DB> LoadAs<U, DB> for Nothing<T>
where
    DB: Dialect,
    U: ChildOf<T, Shape = U> + Shape<DB>,
{
    type Rows<F: Family<Backend = DB>> = U::Rows<F>;

    fn rows<F: Family<Backend = DB>>(self, columns: &mut Columns<DB>) -> Self::Rows<F> {
        U::rows(columns)
    }
}

impl<S: Projection> Include for Only<S> {
    type Table = S::Table;
}

impl<S, DB> LoadAs<S, DB> for Only<S>
where
    DB: Dialect,
    S: Projection + Shape<DB>,
{
    type Rows<F: Family<Backend = DB>> = S::Rows<F>;

    fn rows<F: Family<Backend = DB>>(self, columns: &mut Columns<DB>) -> Self::Rows<F> {
        S::rows(columns)
    }
}

/// The relations `N` are included: the rows become pairs of a model and what is included.
#[derive(Debug, Clone, Copy)]
pub struct With<N>(pub(crate) N);

impl<N: Include> Include for With<N> {
    type Table = N::Table;
}

impl<N, M, X, DB> LoadAs<(M, X), DB> for With<N>
where
    DB: Dialect,
    N: Includes<X, DB>,
    M: ChildOf<N::Table, Shape = M> + Shape<DB>,
{
    type Rows<F: Family<Backend = DB>> = PairRows<M::Rows<F>, N::Rows<F>>;

    fn rows<F: Family<Backend = DB>>(self, columns: &mut Columns<DB>) -> Self::Rows<F> {
        let rows = M::rows(columns);
        PairRows { rows, below: self.0.rows(columns) }
    }
}

/// Collects models and what is included with them.
#[derive(Debug)]
pub struct PairRows<C, B> {
    rows: C,
    below: B,
}

impl<F: Family, C: Collect<F>, B: Collect<F>> Collect<F> for PairRows<C, B> {
    type Item = (C::Item, B::Item);

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        self.rows.row(row)?;
        let rows = &self.rows;
        self.below.row_beside(row, &|position| rows.integer(position))
    }

    fn integer(&self, position: usize) -> Option<i64> {
        self.rows.integer(position)
    }

    fn send_ahead(&mut self, parents: &dyn ParentRows<F::Backend>, send: &mut SendAhead<'_, F::Backend>) {
        self.rows.send_ahead(parents, send);
        self.below.send_ahead(parents, send);
    }

    fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, F>) {
        self.rows.ready(jobs);
        self.below.ready(jobs);
    }

    fn finish(self: Box<Self>) -> QueryResult<Values<Self::Item>> {
        let Self { rows, below } = *self;
        Ok(Box::new(Box::new(rows).finish()?.zip(Box::new(below).finish()?)))
    }
}

/// A pair stands for its model where a relation asks what it holds.
#[diagnostic::do_not_recommend]
impl<T, M: ChildOf<T>, X> ChildOf<T> for (M, X) {
    const QUERIES: usize = M::QUERIES;
    type Shape = (M::Shape, X);
    fn from_shape((model, below): Self::Shape) -> Self {
        (M::from_shape(model), below)
    }
}
