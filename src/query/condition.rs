//! Conditions and orders that may stand on the rows of a relation.

use diesel::expression::{AppearsOnTable, Expression, NonAggregate};
use diesel::sql_types::BoolOrNullableBool;

/// A condition on the columns of the table `T`.
#[diagnostic::on_unimplemented(
    message = "this is not a condition on the table `{T}`",
    label = "uses a table that is not `{T}`, or is no condition",
    note = "a condition is a comparison such as `users::name.eq(…)`; that of a relation may use the table that the relation leads to (for a many-to-many relation the table of links too), that of a query the tables that are in it"
)]
pub trait ConditionOn<T> {}
#[diagnostic::do_not_recommend]
impl<X, T> ConditionOn<T> for X
where
    X: Expression + AppearsOnTable<T> + NonAggregate,
    X::SqlType: BoolOrNullableBool,
{
}

/// An order by columns of the table `T`.
#[diagnostic::on_unimplemented(
    message = "this is not an order of the table `{T}`",
    label = "uses a table that is not `{T}`",
    note = "the order of a relation may use the table that the relation leads to (for a many-to-many relation the table of links too), that of a query the tables that are in it"
)]
pub trait OrderOn<T> {}
#[diagnostic::do_not_recommend]
impl<X, T> OrderOn<T> for X where X: AppearsOnTable<T> + NonAggregate {}
