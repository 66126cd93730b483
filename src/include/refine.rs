//! `filter`, `order` and `limit` on loads.
//!
//! They do what Diesel's methods of these names do. They are here because Diesel checks a condition only when the query
//! is run, and then speaks of the query's clauses: here it is checked where it stands.

use super::limited::Limited;
use super::query::IncludeQuery;
use super::query_dsl::Limit;
use crate::query::{ConditionOn, Follow, KeyQuery, OrderOn};
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

// The result is a parameter of each method and not a projection in its signature: where a projection fails, the compiler
// passes over the method and takes Diesel's.
impl<Q, I> IncludeQuery<Q, I> {
    /// Keeps only the rows for which the condition holds; with those of earlier calls.
    pub fn filter<X, O>(self, condition: X) -> IncludeQuery<O, I>
    where
        Q: Tables,
        X: ConditionOn<Q::Tables>,
        Q: FilterDsl<X, Output = O>,
    {
        self.map(|query| FilterDsl::filter(query, condition))
    }

    /// Orders the rows, in the place of earlier orders.
    pub fn order<X, O>(self, by: X) -> IncludeQuery<O, I>
    where
        Q: Tables,
        X: OrderOn<Q::Tables> + Expression,
        Q: OrderDsl<X, Output = O>,
    {
        self.map(|query| OrderDsl::order(query, by))
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
