//! Aggregates and conditions on related rows, as correlated subqueries.

use super::alias::Aliased;
use super::keys_equal::{AliasedColumns, NullableColumns, PairsEqual};
use super::narrowed::Narrowed;
use crate::relation::{Direct, Linked, NotSelf, Relation, Through};
use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{Alias, AliasSource};
use diesel::sql_types::{BigInt, Bool};
use std::marker::PhantomData;

/// A subquery over the rows of the relation `P` that belong to the row of the query around it.
///
/// It is a Diesel expression over the relation's owner: it can be selected, filtered and ordered by, wherever the owner
/// is in the query.
#[derive(Debug, Clone, Copy)]
#[must_use = "does nothing until a query uses it"]
pub struct Correlated<P: CorrelatedPath, W, A> {
    from: P::From,
    on: P::On,
    conditions: W,
    aggregate: A,
}

/// A relation, or its alias, as the source of a subquery.
pub trait CorrelatedPath {
    /// The owner's columns, which come from the query around.
    type OwnerKey;
    /// The tables of the subquery.
    type From;
    /// The condition that ties them to the owner.
    type On;
    /// Builds both.
    fn subquery(self) -> (Self::From, Self::On);
}

/// [`CorrelatedPath`] by route.
pub trait RoutePath<R> {
    /// The tables of the subquery.
    type From;
    /// Builds them.
    fn tables() -> Self::From;
}

type Nullables<K> = <K as NullableColumns>::Output;
type Equal<L, R> = <L as PairsEqual<R>>::Output;

impl<R> CorrelatedPath for R
where
    R: Relation,
    R::Route: RoutePath<R>,
    R::OwnerKey: NullableColumns,
    R::ChildKey: NullableColumns,
    Nullables<R::ChildKey>: PairsEqual<Nullables<R::OwnerKey>>,
{
    type OwnerKey = R::OwnerKey;
    type From = <R::Route as RoutePath<R>>::From;
    type On = Equal<Nullables<R::ChildKey>, Nullables<R::OwnerKey>>;

    fn subquery(self) -> (Self::From, Self::On) {
        (R::Route::tables(), R::ChildKey::nullable_columns().pairs_equal(R::OwnerKey::nullable_columns()))
    }
}

impl<R> RoutePath<R> for Direct
where
    R: Relation,
    R::Target: Default,
{
    type From = R::Target;
    fn tables() -> R::Target {
        R::Target::default()
    }
}

impl<R> RoutePath<R> for Through
where
    R: Linked,
    R::Link: Default,
    R::Target: Default,
    R::LinkTargetKey: NullableColumns,
    R::TargetKey: NullableColumns,
    Nullables<R::LinkTargetKey>: PairsEqual<Nullables<R::TargetKey>>,
{
    type From = LinkedTables<R::Link, R::Target, Equal<Nullables<R::LinkTargetKey>, Nullables<R::TargetKey>>>;
    fn tables() -> Self::From {
        LinkedTables {
            link: R::Link::default(),
            target: R::Target::default(),
            on: R::LinkTargetKey::nullable_columns().pairs_equal(R::TargetKey::nullable_columns()),
        }
    }
}

impl<R, S> CorrelatedPath for Aliased<R, S>
where
    R: Relation,
    R::OwnerKey: NullableColumns,
    R::Route: RouteAliasedPath<R, S>,
{
    type OwnerKey = R::OwnerKey;
    type From = <R::Route as RouteAliasedPath<R, S>>::From;
    type On = <R::Route as RouteAliasedPath<R, S>>::On;

    fn subquery(self) -> (Self::From, Self::On) {
        R::Route::subquery(self.alias)
    }
}

/// [`CorrelatedPath`] of an alias, by route.
pub trait RouteAliasedPath<R, S> {
    /// The tables of the subquery.
    type From;
    /// The condition that ties them to the owner.
    type On;
    /// Builds both.
    fn subquery(alias: Alias<S>) -> (Self::From, Self::On);
}

impl<R, S> RouteAliasedPath<R, S> for Direct
where
    R: Relation,
    S: AliasSource<Target = R::Target>,
    R::OwnerKey: NullableColumns,
    R::ChildKey: AliasedColumns<S>,
    <R::ChildKey as AliasedColumns<S>>::Output: PairsEqual<Nullables<R::OwnerKey>>,
{
    type From = Alias<S>;
    type On = Equal<<R::ChildKey as AliasedColumns<S>>::Output, Nullables<R::OwnerKey>>;

    fn subquery(alias: Alias<S>) -> (Self::From, Self::On) {
        let on = R::ChildKey::aliased_columns(&alias).pairs_equal(R::OwnerKey::nullable_columns());
        (alias, on)
    }
}

impl<R, S> RouteAliasedPath<R, S> for Through
where
    R: Linked,
    R::Link: Default,
    S: AliasSource<Target = R::Target>,
    R::OwnerKey: NullableColumns,
    R::ChildKey: NullableColumns,
    R::LinkTargetKey: NullableColumns,
    R::TargetKey: AliasedColumns<S>,
    Nullables<R::ChildKey>: PairsEqual<Nullables<R::OwnerKey>>,
    Nullables<R::LinkTargetKey>: PairsEqual<<R::TargetKey as AliasedColumns<S>>::Output>,
{
    type From = LinkedTables<
        R::Link,
        Alias<S>,
        Equal<Nullables<R::LinkTargetKey>, <R::TargetKey as AliasedColumns<S>>::Output>,
    >;
    type On = Equal<Nullables<R::ChildKey>, Nullables<R::OwnerKey>>;

    fn subquery(alias: Alias<S>) -> (Self::From, Self::On) {
        let on = R::LinkTargetKey::nullable_columns().pairs_equal(R::TargetKey::aliased_columns(&alias));
        let tables = LinkedTables { link: R::Link::default(), target: alias, on };
        (tables, R::ChildKey::nullable_columns().pairs_equal(R::OwnerKey::nullable_columns()))
    }
}

/// `link INNER JOIN target ON …`
#[derive(Debug, Clone, Copy)]
pub struct LinkedTables<L, T, On> {
    link: L,
    target: T,
    on: On,
}

impl<L, T, On, DB> QueryFragment<DB> for LinkedTables<L, T, On>
where
    DB: Backend,
    L: QueryFragment<DB>,
    T: QueryFragment<DB>,
    On: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.link.walk_ast(out.reborrow())?;
        out.push_sql(" INNER JOIN ");
        self.target.walk_ast(out.reborrow())?;
        out.push_sql(" ON ");
        self.on.walk_ast(out)
    }
}

/// What a subquery computes.
pub trait Aggregated {
    /// The SQL type of the subquery.
    type SqlType: diesel::sql_types::SingleValue;
    /// What stands before the parenthesis.
    const BEFORE: &'static str;
}

/// `COUNT(*)`
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Counted;
impl Aggregated for Counted {
    type SqlType = BigInt;
    const BEFORE: &'static str = "";
}
impl<DB: Backend> QueryFragment<DB> for Counted {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("COUNT(*)");
        Ok(())
    }
}

/// `EXISTS`
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Exists;
impl Aggregated for Exists {
    type SqlType = Bool;
    const BEFORE: &'static str = "EXISTS ";
}
impl<DB: Backend> QueryFragment<DB> for Exists {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("1");
        Ok(())
    }
}

/// Any aggregate function of Diesel's.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Aggregate<X>(X);
impl<X: Expression> Aggregated for Aggregate<X>
where
    X::SqlType: diesel::sql_types::SingleValue,
{
    type SqlType = X::SqlType;
    const BEFORE: &'static str = "";
}
impl<X: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Aggregate<X> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

/// An aggregate over columns of the table `T`.
#[diagnostic::on_unimplemented(
    message = "this is not an aggregate over the table `{T}`",
    label = "expected for instance `diesel::dsl::sum(…)` of a column of `{T}`",
    note = "an aggregate of a relation may use the columns of the table that the relation leads to"
)]
pub trait AggregateOn<T> {}
#[diagnostic::do_not_recommend]
impl<X, T> AggregateOn<T> for X where
    X: Expression + AppearsOnTable<T> + ValidGrouping<(), IsAggregate = is_aggregate::Yes>
{
}

/// Nested pairs of conditions.
pub trait PushConditions<DB: Backend> {
    /// Writes ` AND (condition)` for each.
    ///
    /// # Errors
    /// When a condition cannot be written.
    fn push_conditions<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()>;
}
impl<DB: Backend> PushConditions<DB> for () {
    fn push_conditions<'b>(&'b self, _out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Ok(())
    }
}
impl<DB: Backend, Rest: PushConditions<DB>, X: QueryFragment<DB>> PushConditions<DB> for (Rest, X) {
    fn push_conditions<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.push_conditions(out.reborrow())?;
        out.push_sql(" AND (");
        self.1.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<P: CorrelatedPath, W, A: Aggregated> Expression for Correlated<P, W, A> {
    type SqlType = A::SqlType;
}

impl<P: CorrelatedPath, W, A: Aggregated, QS> AppearsOnTable<QS> for Correlated<P, W, A> where
    P::OwnerKey: AppearsOnTable<QS>
{
}

// Whether the owner's columns are nullable there makes no difference: without an owner nothing is related.
impl<P: CorrelatedPath, W, A: Aggregated, QS> SelectableExpression<QS> for Correlated<P, W, A> where
    P::OwnerKey: AppearsOnTable<QS>
{
}

impl<P: CorrelatedPath, W, A: Aggregated, GB> ValidGrouping<GB> for Correlated<P, W, A>
where
    P::OwnerKey: ValidGrouping<GB>,
{
    type IsAggregate = <P::OwnerKey as ValidGrouping<GB>>::IsAggregate;
}

impl<P: CorrelatedPath + 'static, W: QueryId, A: QueryId> QueryId for Correlated<P, W, A> {
    type QueryId = (PhantomData<P>, W::QueryId, A::QueryId);
    const HAS_STATIC_QUERY_ID: bool = W::HAS_STATIC_QUERY_ID && A::HAS_STATIC_QUERY_ID;
}

impl<P, W, A, DB> QueryFragment<DB> for Correlated<P, W, A>
where
    DB: Backend,
    P: CorrelatedPath,
    P::From: QueryFragment<DB>,
    P::On: QueryFragment<DB>,
    W: PushConditions<DB>,
    A: Aggregated + QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(A::BEFORE);
        out.push_sql("(SELECT ");
        self.aggregate.walk_ast(out.reborrow())?;
        out.push_sql(" FROM ");
        self.from.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.on.walk_ast(out.reborrow())?;
        self.conditions.push_conditions(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

fn correlated<P: CorrelatedPath, W, A>(path: P, conditions: W, aggregate: A) -> Correlated<P, W, A> {
    let (from, on) = path.subquery();
    Correlated { from, on, conditions, aggregate }
}

impl<R: Relation + NotSelf + CorrelatedPath, W, O> Narrowed<R, W, O> {
    /// How many such rows the owner has: `(SELECT COUNT(*) FROM … WHERE …)`.
    pub fn count(self) -> Correlated<R, W, Counted> {
        correlated(self.relation, self.conditions, Counted)
    }

    /// Whether the owner has such a row: `EXISTS (SELECT 1 FROM … WHERE …)`.
    pub fn exists(self) -> Correlated<R, W, Exists> {
        correlated(self.relation, self.conditions, Exists)
    }

    /// An aggregate over the owner's rows: `(SELECT SUM(…) FROM … WHERE …)`.
    pub fn agg<X: AggregateOn<R::Scope>>(self, aggregate: X) -> Correlated<R, W, Aggregate<X>> {
        correlated(self.relation, self.conditions, Aggregate(aggregate))
    }
}

/// Aggregates over the rows of a relation, as correlated subqueries: Diesel expressions to select, filter and order by.
///
/// After [`RelationDsl::filter`](super::RelationDsl::filter) the same three methods count only such rows. A relation
/// from a table to itself needs [`aliased`](super::RelationDsl::aliased) first.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> diesel::QueryResult<()> {
/// # let conn = &mut connect();
/// let busy: Vec<(String, i64)> = users::table
///     .filter(users::rel::authored_articles.filter(articles::published.eq(true)).exists())
///     .order(users::rel::comments.count().desc())
///     .select((users::name, users::rel::comments.count()))
///     .load(conn)?;
/// # assert_eq!(busy, [("Bob".to_owned(), 3), ("Ann".to_owned(), 1)]);
/// # Ok(())
/// # }
/// ```
pub trait AggregateDsl: CorrelatedPath + Sized {
    /// What an aggregate may use.
    type Scope;

    /// How many rows the owner has along this relation: `(SELECT COUNT(*) FROM … WHERE …)`.
    fn count(self) -> Correlated<Self, (), Counted>
    where
        Self: NotSelf,
    {
        correlated(self, (), Counted)
    }

    /// Whether the owner has a row along this relation: `EXISTS (SELECT 1 FROM … WHERE …)`.
    fn exists(self) -> Correlated<Self, (), Exists>
    where
        Self: NotSelf,
    {
        correlated(self, (), Exists)
    }

    /// An aggregate over the owner's rows along this relation: `(SELECT SUM(…) FROM … WHERE …)`; NULL where SQL says
    /// so, for instance the sum of no rows.
    fn agg<X: AggregateOn<Self::Scope>>(self, aggregate: X) -> Correlated<Self, (), Aggregate<X>>
    where
        Self: NotSelf,
    {
        correlated(self, (), Aggregate(aggregate))
    }
}
impl<R: Relation + CorrelatedPath> AggregateDsl for R {
    type Scope = R::Scope;
}
impl<R: Relation, S: AliasSource> AggregateDsl for Aliased<R, S>
where
    Self: CorrelatedPath,
{
    type Scope = Alias<S>;
}
impl<R, S> NotSelf for Aliased<R, S> {}

/// An aliased relation with conditions.
#[derive(Debug, Clone, Copy)]
#[must_use = "does nothing until a query uses it"]
pub struct NarrowedAlias<R, S, W> {
    path: Aliased<R, S>,
    conditions: W,
}

impl<R: Relation, S: AliasSource> Aliased<R, S> {
    /// Keeps only the rows for which the condition on the alias holds, for an aggregate over them.
    pub fn filter<X: super::condition::ConditionOn<Alias<S>>>(self, condition: X) -> NarrowedAlias<R, S, ((), X)> {
        NarrowedAlias { path: self, conditions: ((), condition) }
    }
}

impl<R: Relation, S: AliasSource, W> NarrowedAlias<R, S, W>
where
    Aliased<R, S>: CorrelatedPath,
{
    /// Keeps only the rows for which this condition holds too.
    pub fn filter<X: super::condition::ConditionOn<Alias<S>>>(self, condition: X) -> NarrowedAlias<R, S, (W, X)> {
        NarrowedAlias { path: self.path, conditions: (self.conditions, condition) }
    }

    /// How many such rows the owner has.
    pub fn count(self) -> Correlated<Aliased<R, S>, W, Counted> {
        correlated(self.path, self.conditions, Counted)
    }

    /// Whether the owner has such a row.
    pub fn exists(self) -> Correlated<Aliased<R, S>, W, Exists> {
        correlated(self.path, self.conditions, Exists)
    }

    /// An aggregate over the owner's rows.
    pub fn agg<X: AggregateOn<Alias<S>>>(self, aggregate: X) -> Correlated<Aliased<R, S>, W, Aggregate<X>> {
        correlated(self.path, self.conditions, Aggregate(aggregate))
    }
}
