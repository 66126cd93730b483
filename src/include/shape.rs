//! What a row of a load becomes: a model, or a projection with what hangs below it.

use super::child::ChildOf;
use super::collect::{Collect, ModelRows};
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::query::IncludeQuery;
use crate::relation::Model;
use diesel::Table;
use diesel::deserialize::{FromSqlRow, StaticallySizedRow};
use diesel::expression::{Expression, Selectable};
use diesel::query_builder::{AsQuery, QueryFragment, QueryId};
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

type SqlTypeOf<M, DB> = <<M as Selectable<DB>>::SelectExpression as Expression>::SqlType;

#[diagnostic::do_not_recommend]
impl<M, DB> Shape<DB> for M
where
    DB: Dialect,
    M: Model + Selectable<DB> + Send + 'static,
    M: FromSqlRow<SqlTypeOf<M, DB>, DB> + StaticallySizedRow<SqlTypeOf<M, DB>, DB>,
    M::SelectExpression: QueryFragment<DB> + QueryId + Send + 'static,
{
    type Rows<F: Family<Backend = DB>> = ModelRows<M, DB>;

    fn rows<F: Family<Backend = DB>>(columns: &mut Columns<DB>) -> Self::Rows<F> {
        ModelRows::new(columns.model::<M>(), M::FIELD_COUNT)
    }
}

/// A struct that says what to load: columns, models and the relations to load with them.
///
/// `#[derive(Projection)]` implements it; see the macro for the attributes of the fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    label = "not a projection",
    note = "add `#[derive(Projection)]` and `#[diesel(table_name = …)]` to it"
)]
pub trait Projection: Sized + ChildOf<Self::Table> {
    /// The table of the projection's own columns.
    type Table: Table + Default + AsQuery;

    /// How many queries it takes to load any number of rows: known at compile time.
    const QUERIES: usize;

    /// Starts a query that loads this projection from its whole table.
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
