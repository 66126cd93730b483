//! `query` on models.

use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::load_as::{Include, LoadAs};
use super::query::IncludeQuery;
use super::shape::Shape;
use crate::relation::Model;
use diesel::Table;
use diesel::query_builder::AsQuery;
use std::marker::PhantomData;

/// `query` on models, as [`Projection::query`](super::Projection::query) on projections.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// let published = Article::query().filter(articles::published.eq(true)).order(articles::id).load(conn)?;
/// assert_eq!(published[1].title, "Two");
/// # Ok(())
/// # }
/// ```
///
/// It sends what `articles::table.select(Article::as_select())` does. That names a database in its type, which this does
/// not: functions over [`kinfolk::Connection`](crate::Connection) need it.
pub trait ModelDsl: Model<Table: Table + Default + AsQuery> {
    /// Starts a query that loads this model from its whole table. Diesel's methods (`filter`, `order`, `limit`, …) and
    /// `join` narrow it, [`load`](super::LoadDsl::load) and [`first`](super::LoadDsl::first) run it.
    fn query() -> IncludeQuery<<Self::Table as AsQuery>::Query, OnlyModel<Self>> {
        IncludeQuery::new(Self::Table::default().as_query(), OnlyModel(PhantomData))
    }
}
impl<M: Model<Table: Table + Default + AsQuery>> ModelDsl for M {}

/// Loads into the one model `M`.
#[derive(Debug)]
pub struct OnlyModel<M>(PhantomData<fn() -> M>);

impl<M: Model> Include for OnlyModel<M> {
    type Table = M::Table;
}

impl<M, DB> LoadAs<M, DB> for OnlyModel<M>
where
    DB: Dialect,
    M: Model + Shape<DB>,
{
    type Rows<F: Family<Backend = DB>> = M::Rows<F>;

    fn rows<F: Family<Backend = DB>>(self, columns: &mut Columns<DB>) -> Self::Rows<F> {
        M::rows(columns)
    }
}
