//! The fields of a projection: one call for each, so that a wrong field is one error.

use super::branch::{Branch, RelationRows};
use super::child::ChildOf;
use super::collect::{Collect, ColumnRows};
use super::columns::Columns;
use super::family::Family;
use super::holds::{Held, Holds, Shares};
use super::options::Options;
use super::shape::{Embeddable, Shape};
use super::source::Source;
use crate::relation::{KeyColumns, Relation};
use diesel::deserialize::FromSqlRow;
use diesel::query_builder::{QueryFragment, QueryId};
use diesel::{Column, Expression, SelectableExpression};

/// What collects the values of one field.
pub(super) type FieldRows<F, T> = Box<dyn Collect<F, Item = T>>;

/// A column `C` of the projection's table.
///
/// `integer` tells the value where it can be a key.
pub fn column<F, C, T>(columns: &mut Columns<F::Backend>, integer: fn(&T) -> Option<i64>) -> FieldRows<F, T>
where
    F: Family,
    C: Column + QueryFragment<F::Backend> + Default + Send + 'static,
    C::SqlType: 'static,
    T: FromSqlRow<C::SqlType, F::Backend> + Send + 'static,
{
    Box::new(ColumnRows::<T, C::SqlType>::new(columns.column::<C>(), integer))
}

/// An expression over the projection's table `Q`.
pub fn expression<F, Q, T, X>(columns: &mut Columns<F::Backend>, expression: X) -> FieldRows<F, T>
where
    F: Family,
    X: Expression + SelectableExpression<Q> + QueryFragment<F::Backend> + QueryId + Send + 'static,
    X::SqlType: 'static,
    T: FromSqlRow<X::SqlType, F::Backend> + Send + 'static,
{
    Box::new(ColumnRows::<T, X::SqlType>::new(columns.expression(expression), |_| None))
}

/// A model or another projection of the same table `Q`.
pub fn embedded<F, Q, T>(columns: &mut Columns<F::Backend>) -> FieldRows<F, T>
where
    F: Family,
    T: ChildOf<Q, Shape = T> + Embeddable + Shape<F::Backend>,
    T::Rows<F>: 'static,
{
    Box::new(T::rows::<F>(columns))
}

/// The relation `R`.
pub fn relation<F, R, T>(columns: &mut Columns<F::Backend>, options: Options<F::Backend>) -> FieldRows<F, T>
where
    F: Family,
    R: Relation,
    R::Kind: Holds<T>,
    Held<R, T>: ChildOf<R::Target>,
    R::Kind: Shares<Held<R, T>>,
    <Held<R, T> as ChildOf<R::Target>>::Shape: Shape<F::Backend> + 'static,
    <<Held<R, T> as ChildOf<R::Target>>::Shape as Shape<F::Backend>>::Rows<F>: 'static,
    R: Source<F::Backend>,
    R::OwnerKey: KeyColumns<F::Backend>,
    R::ChildKey: KeyColumns<F::Backend>,
    T: 'static,
{
    let rows = <Held<R, T> as ChildOf<R::Target>>::Shape::rows::<F>;
    Box::new(RelationRows::<F, R, T, _>::new(Branch::new::<R>(columns, options, rows)))
}
