//! `filter`, `order` and `limit` on loads.
//!
//! They do what Diesel's methods of these names do. They are here because Diesel checks a condition only when the query
//! is run, and then speaks of the query's clauses: here it is checked where it stands.

use super::limited::Limited;
use super::query::IncludeQuery;
use super::query_dsl::Limit;
use crate::query::{ConditionOn, Follow, KeyQuery, OrderOn, Passed};
use crate::relation::Relation;
use diesel::internal::table_macro::{BoxedSelectStatement, FromClause, SelectStatement};
use diesel::query_dsl::methods::{FilterDsl, OrderDsl};
use diesel::{Expression, QuerySource};

/// The tables of a query.
pub trait Tables {
    /// As Diesel joins them.
    type Tables;
}

#[diagnostic::do_not_recommend]
impl<F: QuerySource, S, D, W, O, LOf, G, H, LC> Tables for SelectStatement<FromClause<F>, S, D, W, O, LOf, G, H, LC> {
    type Tables = F;
}

#[diagnostic::do_not_recommend]
impl<ST, F: QuerySource, DB, GB> Tables for BoxedSelectStatement<'_, ST, FromClause<F>, DB, GB> {
    type Tables = F;
}

#[diagnostic::do_not_recommend]
impl<R, K> Tables for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    <R::Route as Follow<R, K>>::Query: Tables,
{
    type Tables = <<R::Route as Follow<R, K>>::Query as Tables>::Tables;
}

#[diagnostic::do_not_recommend]
impl<Q: Tables> Tables for Limited<Q> {
    type Tables = Q::Tables;
}

/// The first choice of a check.
#[derive(Debug)]
pub struct Fits;
/// The second choice of a check, which nothing ever takes.
#[derive(Debug)]
pub struct Misfits;
/// Nothing is.
pub trait Impossible {}

// A check has two implementations although one would do. A single one the compiler takes unseen, and when what it asks
// for is missing, everything that hangs on it is an error too. Between two it looks first, finds that none fits, and
// stops there.

/// A condition that can stand in a query of the tables `T`.
#[diagnostic::on_unimplemented(
    message = "this is not a condition on the table `{T}`",
    label = "uses a table that is not `{T}`, or is no condition",
    note = "a query can be filtered by the tables that are in it: `.join(…)` adds one"
)]
pub trait Filters<T, W> {
    /// [`Passed`]
    type Pass;
}
#[diagnostic::do_not_recommend]
impl<X: ConditionOn<T>, T> Filters<T, Fits> for X {
    type Pass = Passed;
}
#[diagnostic::do_not_recommend]
impl<X: Impossible, T> Filters<T, Misfits> for X {
    type Pass = Passed;
}

/// An order that can stand in a query of the tables `T`.
#[diagnostic::on_unimplemented(
    message = "this is not an order of the table `{T}`",
    label = "uses a table that is not `{T}`",
    note = "a query can be ordered by the tables that are in it: `.join(…)` adds one"
)]
pub trait Orders<T, W> {
    /// [`Passed`]
    type Pass;
}
#[diagnostic::do_not_recommend]
impl<X: OrderOn<T>, T> Orders<T, Fits> for X {
    type Pass = Passed;
}
#[diagnostic::do_not_recommend]
impl<X: Impossible, T> Orders<T, Misfits> for X {
    type Pass = Passed;
}

/// The query `Q` with a condition or an order that has passed its check.
pub trait Refine<Q, X> {
    /// Diesel's type of the filtered query.
    type Filtered;
    /// Filters.
    fn filter(query: Q, condition: X) -> Self::Filtered;
}
impl<Q: FilterDsl<X>, X> Refine<Q, X> for Passed {
    type Filtered = Q::Output;
    fn filter(query: Q, condition: X) -> Q::Output {
        query.filter(condition)
    }
}

/// The query `Q` in an order that has passed its check.
pub trait Reorder<Q, X> {
    /// Diesel's type of the ordered query.
    type Ordered;
    /// Orders.
    fn order(query: Q, by: X) -> Self::Ordered;
}
impl<Q: OrderDsl<X>, X: Expression> Reorder<Q, X> for Passed {
    type Ordered = Q::Output;
    fn order(query: Q, by: X) -> Q::Output {
        query.order(by)
    }
}

// The result is a parameter of each method and not a projection in its signature: where a projection fails, the compiler
// passes over the method and takes Diesel's.
impl<Q, I> IncludeQuery<Q, I> {
    /// Keeps only the rows for which the condition holds; with those of earlier calls.
    pub fn filter<X, W, O>(self, condition: X) -> IncludeQuery<O, I>
    where
        Q: Tables,
        X: Filters<Q::Tables, W>,
        X::Pass: Refine<Q, X, Filtered = O>,
    {
        self.map(|query| <X::Pass as Refine<Q, X>>::filter(query, condition))
    }

    /// Orders the rows, in the place of earlier orders.
    pub fn order<X, W, O>(self, by: X) -> IncludeQuery<O, I>
    where
        Q: Tables,
        X: Orders<Q::Tables, W>,
        X::Pass: Reorder<Q, X, Ordered = O>,
    {
        self.map(|query| <X::Pass as Reorder<Q, X>>::order(query, by))
    }

    /// Loads at most so many rows, not counting what hangs below them.
    pub fn limit<O>(self, count: i64) -> IncludeQuery<O, I>
    where
        Q: Limit<Output = O>,
    {
        self.map(|query| query.set_limit(count))
    }

    /// Leaves out so many of the first rows.
    pub fn offset<O>(self, count: i64) -> IncludeQuery<O, I>
    where
        Q: Limit<Output = O>,
    {
        self.map(|query| query.set_offset(count))
    }
}
