//! What a row of a load becomes: a model, or a projection with what hangs below it.

use super::child::ChildOf;
use super::collect::{Collect, ModelRows, decode};
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::query::IncludeQuery;
use crate::relation::Model;
use diesel::deserialize::{FromSqlRow, StaticallySizedRow};
use diesel::expression::{Expression, Selectable};
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
use diesel::row::Row;
use diesel::{QueryResult, Table};
use std::marker::PhantomData;

/// Something that can be loaded from the database `DB`: a model or a projection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be loaded",
    label = "neither a model nor a projection",
    note = "add `#[derive(Queryable, Selectable, Model)]` to a model, `#[derive(Projection)]` to a projection"
)]
pub trait Shape<DB: Dialect>: Sized {
    /// What collects the rows.
    type Rows<F: Family<Backend = DB>>: Collect<F, Item = Self> + 'static;

    /// Adds what is needed to the select list and makes the collector of its rows.
    fn rows<F: Family<Backend = DB>>(columns: &mut Columns<DB>) -> Self::Rows<F>;
}

/// A model, or a projection without a recursive field: it can be a part of another projection.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be embedded",
    label = "neither a model nor a projection without a recursive field",
    note = "a recursive projection loads its own descendants and has to be the root or the child of a relation"
)]
pub trait Embeddable {}
#[diagnostic::do_not_recommend]
impl<M: Model> Embeddable for M {}

/// A struct that says which columns it is read from.
///
/// It stands for Diesel's `Selectable`, so that a struct without it is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a query: it is not `Selectable` and `Queryable`",
    label = "`{Self}` does not say its columns",
    note = "add `#[derive(Queryable, Selectable)]` to it",
    note = "each of its fields needs a Rust type that its column can be read into"
)]
pub trait Readable<DB: Dialect>: Sized {
    /// Its columns as an expression.
    type Columns: QueryFragment<DB> + QueryId + Send + 'static;
    /// How many there are.
    const WIDTH: usize;
    /// The expression.
    fn columns() -> Self::Columns;
    /// Reads one from the columns that start at `at`.
    ///
    /// # Errors
    /// When a value is not of its column's type.
    fn read<'a>(row: &impl Row<'a, DB>, at: usize) -> QueryResult<Self>;
}

#[diagnostic::do_not_recommend]
impl<M, ST, DB> Readable<DB> for M
where
    DB: Dialect,
    M: Selectable<DB> + FromSqlRow<ST, DB> + StaticallySizedRow<ST, DB>,
    M::SelectExpression: Expression<SqlType = ST> + QueryFragment<DB> + QueryId + Send + 'static,
{
    type Columns = M::SelectExpression;
    const WIDTH: usize = M::FIELD_COUNT;

    fn columns() -> Self::Columns {
        M::construct_selection()
    }

    #[inline]
    fn read<'a>(row: &impl Row<'a, DB>, at: usize) -> QueryResult<Self> {
        decode::<M, ST, DB>(row, at, M::FIELD_COUNT)
    }
}

impl<M, DB> Shape<DB> for M
where
    DB: Dialect,
    M: Model + Readable<DB> + Send + 'static,
{
    type Rows<F: Family<Backend = DB>> = ModelRows<M, DB>;

    fn rows<F: Family<Backend = DB>>(columns: &mut Columns<DB>) -> Self::Rows<F> {
        ModelRows::new(columns.model::<M>())
    }
}

/// A struct that says what to load: columns, models and the relations to load with them.
///
/// [`#[derive(Projection)]`](macro@crate::Projection) implements it; the macro documents the attributes of the fields.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// #[derive(Projection)]
/// #[diesel(table_name = teams)]
/// struct Team {
///     name: String,
///     members: Vec<Seat>,
/// }
///
/// #[derive(Projection)]
/// #[diesel(table_name = members)]
/// struct Seat {
///     user: User,
/// }
///
/// const { assert!(Team::QUERIES == 3) };
/// let teams = Team::query().order(teams::name).load(conn)?;
/// assert_eq!((teams[0].name.as_str(), teams[0].members[1].user.name.as_str()), ("desk", "Bob"));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    label = "not a projection",
    note = "add `#[derive(Projection)]` and `#[diesel(table_name = …)]` to it",
    note = "a model is loaded without `project`: `articles::table.select(Article::as_select()).load(conn)`, or with `include`"
)]
pub trait Projection: Sized + ChildOf<Self::Table> {
    /// The table of the projection's own columns.
    type Table: Table + Default + AsQuery;

    /// How many queries it takes to load any number of rows: known at compile time. Where a level has no rows, nothing is
    /// asked for below it and there are fewer.
    const QUERIES: usize;

    /// Starts a query that loads this projection from its whole table. Diesel's methods (`filter`, `order`, `limit`, …) and
    /// `join` narrow it, [`load`](super::LoadDsl::load) and [`first`](super::LoadDsl::first) run it.
    fn query() -> IncludeQuery<<Self::Table as AsQuery>::Query, Only<Self>> {
        IncludeQuery::new(Self::Table::default().as_query(), Only::new())
    }
}

/// Loads into the one type `S`.
#[derive(Debug)]
pub struct Only<S>(PhantomData<fn() -> S>);

impl<S> Only<S> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
