//! Diesel's query methods on a load: they go on to the Diesel query inside.

use super::dialect::Dialect;
use super::fragment::Part;
use super::limited::{FirstRow, FirstRowDsl, Limited};
use super::query::IncludeQuery;
use super::root::{RootQuery, SelectList};
use crate::query::{Contains, Follow, KeyQuery, Lacks};
use crate::relation::Relation;
use diesel::internal::derives::multiconnection::{LimitOffsetClause, NoLimitClause, NoOffsetClause};
use diesel::internal::table_macro::{BoxedSelectStatement, SelectStatement};
use diesel::query_builder::AstPass;
use diesel::query_dsl::InternalJoinDsl;
use diesel::query_dsl::methods::{
    BoxedDsl, DistinctDsl, FilterDsl, FindDsl, LimitDsl, OffsetDsl, OrFilterDsl, OrderDsl, SelectDsl, ThenOrderDsl,
};
use diesel::{Expression, JoinTo, QueryDsl, QueryResult};
use std::any::TypeId;

impl<Q, I> QueryDsl for IncludeQuery<Q, I> {}

/// The Diesel query of an accessor.
type Inside<R, K> = <<R as Relation>::Route as Follow<R, K>>::Query;

macro_rules! forward {
    ($($dsl:ident::$method:ident($argument:ident $(: $bound:path)?)),* $(,)?) => {$(
        impl<Q, I, X> $dsl<X> for IncludeQuery<Q, I>
        where
            Q: $dsl<X>,
            $(X: $bound,)?
        {
            type Output = IncludeQuery<Q::Output, I>;
            fn $method(self, $argument: X) -> Self::Output {
                self.map(|query| query.$method($argument))
            }
        }
        impl<Q, X> $dsl<X> for Limited<Q>
        where
            Q: $dsl<X>,
            $(X: $bound,)?
        {
            type Output = Limited<Q::Output>;
            fn $method(self, $argument: X) -> Self::Output {
                self.map(|query| query.$method($argument))
            }
        }
        impl<R, K, X> $dsl<X> for KeyQuery<R, K>
        where
            R: Relation,
            R::Route: Follow<R, K>,
            Inside<R, K>: $dsl<X>,
            $(X: $bound,)?
        {
            type Output = <Inside<R, K> as $dsl<X>>::Output;
            fn $method(self, $argument: X) -> Self::Output {
                self.into_query().$method($argument)
            }
        }
    )*};
}
forward!(
    FilterDsl::filter(predicate),
    OrFilterDsl::or_filter(predicate),
    OrderDsl::order(by: Expression),
    ThenOrderDsl::then_order_by(by: Expression),
    FindDsl::find(id),
);

impl<Q: DistinctDsl, I> DistinctDsl for IncludeQuery<Q, I> {
    type Output = IncludeQuery<Q::Output, I>;
    fn distinct(self) -> Self::Output {
        self.map(DistinctDsl::distinct)
    }
}

impl<R, K> DistinctDsl for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: DistinctDsl,
{
    type Output = <Inside<R, K> as DistinctDsl>::Output;
    fn distinct(self) -> Self::Output {
        self.into_query().distinct()
    }
}

impl<'a, Q, I, DB> BoxedDsl<'a, DB> for IncludeQuery<Q, I>
where
    Q: BoxedDsl<'a, DB>,
{
    type Output = IncludeQuery<Q::Output, I>;
    fn internal_into_boxed(self) -> Self::Output {
        self.map(BoxedDsl::internal_into_boxed)
    }
}

impl<'a, R, K, DB> BoxedDsl<'a, DB> for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: BoxedDsl<'a, DB>,
{
    type Output = <Inside<R, K> as BoxedDsl<'a, DB>>::Output;
    fn internal_into_boxed(self) -> Self::Output {
        self.into_query().internal_into_boxed()
    }
}

/// Leaves the load: the Diesel query with this select list.
impl<Q, I, X> SelectDsl<X> for IncludeQuery<Q, I>
where
    Q: SelectDsl<X>,
    X: Expression,
{
    type Output = Q::Output;
    fn select(self, selection: X) -> Self::Output {
        self.into_query().select(selection)
    }
}

impl<R, K, X> SelectDsl<X> for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: SelectDsl<X>,
    X: Expression,
{
    type Output = <Inside<R, K> as SelectDsl<X>>::Output;
    fn select(self, selection: X) -> Self::Output {
        self.into_query().select(selection)
    }
}

impl<Q, I, Rhs, Kind, On> InternalJoinDsl<Rhs, Kind, On> for IncludeQuery<Q, I>
where
    Q: InternalJoinDsl<Rhs, Kind, On>,
{
    type Output = IncludeQuery<Q::Output, I>;
    fn join(self, rhs: Rhs, kind: Kind, on: On) -> Self::Output {
        self.map(|query| query.join(rhs, kind, on))
    }
}

impl<R, K, Rhs, Kind, On> InternalJoinDsl<Rhs, Kind, On> for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: InternalJoinDsl<Rhs, Kind, On>,
{
    type Output = <Inside<R, K> as InternalJoinDsl<Rhs, Kind, On>>::Output;
    fn join(self, rhs: Rhs, kind: Kind, on: On) -> Self::Output {
        self.into_query().join(rhs, kind, on)
    }
}

// What Diesel's `inner_join` and `left_join` ask before they join.
impl<Q: JoinTo<Rhs>, I, Rhs> JoinTo<Rhs> for IncludeQuery<Q, I> {
    type FromClause = Q::FromClause;
    type OnClause = Q::OnClause;
    fn join_target(rhs: Rhs) -> (Self::FromClause, Self::OnClause) {
        Q::join_target(rhs)
    }
}

impl<R, K, Rhs> JoinTo<Rhs> for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: JoinTo<Rhs>,
{
    type FromClause = <Inside<R, K> as JoinTo<Rhs>>::FromClause;
    type OnClause = <Inside<R, K> as JoinTo<Rhs>>::OnClause;
    fn join_target(rhs: Rhs) -> (Self::FromClause, Self::OnClause) {
        <Inside<R, K> as JoinTo<Rhs>>::join_target(rhs)
    }
}

impl<R, K, DB> RootQuery<DB> for KeyQuery<R, K>
where
    DB: Dialect,
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: RootQuery<DB>,
{
    type Statement = <Inside<R, K> as RootQuery<DB>>::Statement;

    fn is_whole(&self, _table: Option<TypeId>) -> QueryResult<bool> {
        Ok(false)
    }

    const CAN_JOIN: bool = Inside::<R, K>::CAN_JOIN;

    fn is_plain(&self) -> QueryResult<bool> {
        Ok(true)
    }

    fn push_keys<'b>(
        statement: &'b Self::Statement,
        columns: &'b [Part<DB>],
        limited: bool,
        out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        Inside::<R, K>::push_keys(statement, columns, limited, out)
    }

    fn select_parts(self, list: SelectList<DB>) -> Self::Statement {
        self.into_query().select_parts(list)
    }
}

impl<R: Relation, K, T> Lacks<T> for KeyQuery<R, K>
where
    R::Route: Follow<R, K>,
    Inside<R, K>: Lacks<T>,
{
    type Pass = <Inside<R, K> as Lacks<T>>::Pass;
}

#[diagnostic::do_not_recommend]
impl<R: Relation, K, T> Contains<T> for KeyQuery<R, K>
where
    R::Route: Follow<R, K>,
    Inside<R, K>: Contains<T>,
{
    type Pass = <Inside<R, K> as Contains<T>>::Pass;
}

/// A query that can be given a limit and an offset.
#[diagnostic::on_unimplemented(
    message = "this query has a limit or an offset already",
    label = "a limit was set before `include`",
    note = "write `.limit(…)` and `.offset(…)` after `.include(…)`"
)]
pub trait Limit {
    /// The query with a limit or an offset.
    type Output;
    /// Sets the limit.
    fn set_limit(self, limit: i64) -> Self::Output;
    /// Sets the offset.
    fn set_offset(self, offset: i64) -> Self::Output;
    /// The query of the first row.
    type First;
    /// Asks for the first row.
    fn set_first(self) -> Self::First;
}

type Unlimited = LimitOffsetClause<NoLimitClause, NoOffsetClause>;

impl<F, S, D, W, O, G, H, LC> Limit for SelectStatement<F, S, D, W, O, Unlimited, G, H, LC> {
    type Output = Limited<Self>;
    fn set_limit(self, limit: i64) -> Limited<Self> {
        Limited { query: self, limit: Some(limit), offset: None }
    }
    fn set_offset(self, offset: i64) -> Limited<Self> {
        Limited { query: self, limit: None, offset: Some(offset) }
    }
    type First = FirstRow<Self>;
    fn set_first(self) -> FirstRow<Self> {
        FirstRow(self)
    }
}

impl<R, K> Limit for KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
    Inside<R, K>: Limit,
{
    type Output = <Inside<R, K> as Limit>::Output;
    fn set_limit(self, limit: i64) -> Self::Output {
        self.into_query().set_limit(limit)
    }
    fn set_offset(self, offset: i64) -> Self::Output {
        self.into_query().set_offset(offset)
    }
    type First = <Inside<R, K> as Limit>::First;
    fn set_first(self) -> Self::First {
        self.into_query().set_first()
    }
}

impl<Q> Limit for Limited<Q> {
    type Output = Self;
    fn set_limit(self, limit: i64) -> Self {
        Self { limit: Some(limit), ..self }
    }
    fn set_offset(self, offset: i64) -> Self {
        Self { offset: Some(offset), ..self }
    }
    type First = Self;
    fn set_first(self) -> Self {
        self.set_limit(1)
    }
}

impl<'a, ST, QS, DB, GB> Limit for BoxedSelectStatement<'a, ST, QS, DB, GB>
where
    Self: LimitDsl<Output = Self> + OffsetDsl<Output = Self>,
{
    type Output = Self;
    fn set_limit(self, limit: i64) -> Self {
        LimitDsl::limit(self, limit)
    }
    fn set_offset(self, offset: i64) -> Self {
        OffsetDsl::offset(self, offset)
    }
    type First = Self;
    fn set_first(self) -> Self {
        LimitDsl::limit(self, 1)
    }
}

impl<Q: Limit, I> LimitDsl for IncludeQuery<Q, I> {
    type Output = IncludeQuery<Q::Output, I>;
    fn limit(self, limit: i64) -> Self::Output {
        self.map(|query| query.set_limit(limit))
    }
}

impl<Q: Limit, I> FirstRowDsl for IncludeQuery<Q, I> {
    type Output = IncludeQuery<Q::First, I>;
    fn first_row(self) -> Self::Output {
        self.map(Limit::set_first)
    }
}

impl<Q: Limit, I> OffsetDsl for IncludeQuery<Q, I> {
    type Output = IncludeQuery<Q::Output, I>;
    fn offset(self, offset: i64) -> Self::Output {
        self.map(|query| query.set_offset(offset))
    }
}

impl<Q> Limited<Q> {
    fn map<P>(self, f: impl FnOnce(Q) -> P) -> Limited<P> {
        Limited { query: f(self.query), limit: self.limit, offset: self.offset }
    }
}
