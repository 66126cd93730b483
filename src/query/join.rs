//! Joins along relations.

use super::alias::{Aliased, FromAlias};
use super::contains::{Contains, Lacks, Passed};
use super::keys_equal::{AliasedColumns, NullableColumns, PairsEqual};
use crate::relation::{Direct, Linked, Relation, Through};
use diesel::internal::table_macro::{Inner, LeftOuter};
use diesel::query_builder::AsQuery;
use diesel::query_dsl::InternalJoinDsl;
use diesel::query_source::{Alias, AliasSource};

/// Something that can be joined: a relation, its alias, or a relation that starts at an alias.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation",
    label = "expected a relation such as `articles::rel::author`, or `….aliased()`"
)]
pub trait JoinPath {
    /// What must be in the query already.
    type From;
    /// What must not be in the query yet.
    type To;
}
impl<R: Relation> JoinPath for R {
    type From = R::Owner;
    type To = R::Target;
}
impl<R: Relation, S: AliasSource> JoinPath for Aliased<R, S> {
    type From = R::Owner;
    type To = Alias<S>;
}
impl<R: Relation, S: AliasSource> JoinPath for FromAlias<R, S> {
    type From = Alias<S>;
    type To = R::Target;
}

/// Joins a path to the query `Q`; implemented for [`Passed`], so that it is asked only when the path fits.
pub trait Join<Q, P, Kind> {
    /// Diesel's type of the joined query.
    type Output;
    /// Joins.
    fn join(query: Q, path: P) -> Self::Output;
}

/// [`Join`] by route of the relation.
pub trait RouteJoin<Q, R, Kind> {
    /// Diesel's type of the joined query.
    type Output;
    /// Joins.
    fn join(query: Q) -> Self::Output;
}

type Nullables<K> = <K as NullableColumns>::Output;
type On<L, R> = <Nullables<L> as PairsEqual<Nullables<R>>>::Output;

fn on<L, R>() -> On<L, R>
where
    L: NullableColumns,
    R: NullableColumns,
    L::Output: PairsEqual<R::Output>,
{
    L::nullable_columns().pairs_equal(R::nullable_columns())
}

impl<Q, R, Kind> Join<Q, R, Kind> for Passed
where
    R: Relation,
    R::Route: RouteJoin<Q, R, Kind>,
{
    type Output = <R::Route as RouteJoin<Q, R, Kind>>::Output;
    fn join(query: Q, _path: R) -> Self::Output {
        R::Route::join(query)
    }
}

impl<Q, R, Kind> RouteJoin<Q, R, Kind> for Direct
where
    Kind: Default,
    R: Relation,
    R::Target: Default,
    R::OwnerKey: NullableColumns,
    R::ChildKey: NullableColumns,
    Nullables<R::OwnerKey>: PairsEqual<Nullables<R::ChildKey>>,
    Q: InternalJoinDsl<R::Target, Kind, On<R::OwnerKey, R::ChildKey>>,
{
    type Output = Q::Output;
    fn join(query: Q) -> Self::Output {
        query.join(R::Target::default(), Kind::default(), on::<R::OwnerKey, R::ChildKey>())
    }
}

// The query in the middle is a parameter of its own: bounds on `Q::Output` would overflow the solver.
impl<Q, R, Kind, Mid> RouteJoin<Q, R, Kind> for Through
where
    Kind: Default,
    R: Linked,
    R::Link: Default,
    R::Target: Default,
    R::OwnerKey: NullableColumns,
    R::ChildKey: NullableColumns,
    R::LinkTargetKey: NullableColumns,
    R::TargetKey: NullableColumns,
    Nullables<R::OwnerKey>: PairsEqual<Nullables<R::ChildKey>>,
    Nullables<R::LinkTargetKey>: PairsEqual<Nullables<R::TargetKey>>,
    Q: InternalJoinDsl<R::Link, Kind, On<R::OwnerKey, R::ChildKey>, Output = Mid>,
    Mid: InternalJoinDsl<R::Target, Kind, On<R::LinkTargetKey, R::TargetKey>>,
{
    type Output = Mid::Output;
    fn join(query: Q) -> Self::Output {
        query.join(R::Link::default(), Kind::default(), on::<R::OwnerKey, R::ChildKey>()).join(
            R::Target::default(),
            Kind::default(),
            on::<R::LinkTargetKey, R::TargetKey>(),
        )
    }
}

impl<Q, R, S, Kind> Join<Q, Aliased<R, S>, Kind> for Passed
where
    R: Relation,
    R::Route: RouteJoinAliased<Q, R, S, Kind>,
{
    type Output = <R::Route as RouteJoinAliased<Q, R, S, Kind>>::Output;
    fn join(query: Q, path: Aliased<R, S>) -> Self::Output {
        R::Route::join(query, path.alias)
    }
}

/// [`Join`] with the target under an alias, by route of the relation.
pub trait RouteJoinAliased<Q, R, S, Kind> {
    /// Diesel's type of the joined query.
    type Output;
    /// Joins.
    fn join(query: Q, alias: Alias<S>) -> Self::Output;
}

type OnAlias<L, R, S> = <Nullables<L> as PairsEqual<<R as AliasedColumns<S>>::Output>>::Output;

impl<Q, R, S, Kind> RouteJoinAliased<Q, R, S, Kind> for Direct
where
    Kind: Default,
    R: Relation,
    S: AliasSource<Target = R::Target>,
    R::OwnerKey: NullableColumns,
    R::ChildKey: AliasedColumns<S>,
    Nullables<R::OwnerKey>: PairsEqual<<R::ChildKey as AliasedColumns<S>>::Output>,
    Q: InternalJoinDsl<Alias<S>, Kind, OnAlias<R::OwnerKey, R::ChildKey, S>>,
{
    type Output = Q::Output;
    fn join(query: Q, alias: Alias<S>) -> Self::Output {
        let on = R::OwnerKey::nullable_columns().pairs_equal(R::ChildKey::aliased_columns(&alias));
        query.join(alias, Kind::default(), on)
    }
}

impl<Q, R, S, Kind, Mid> RouteJoinAliased<Q, R, S, Kind> for Through
where
    Kind: Default,
    R: Linked,
    R::Link: Default,
    S: AliasSource<Target = R::Target>,
    R::OwnerKey: NullableColumns,
    R::ChildKey: NullableColumns,
    R::LinkTargetKey: NullableColumns,
    R::TargetKey: AliasedColumns<S>,
    Nullables<R::OwnerKey>: PairsEqual<Nullables<R::ChildKey>>,
    Nullables<R::LinkTargetKey>: PairsEqual<<R::TargetKey as AliasedColumns<S>>::Output>,
    Q: InternalJoinDsl<R::Link, Kind, On<R::OwnerKey, R::ChildKey>, Output = Mid>,
    Mid: InternalJoinDsl<Alias<S>, Kind, OnAlias<R::LinkTargetKey, R::TargetKey, S>>,
{
    type Output = Mid::Output;
    fn join(query: Q, alias: Alias<S>) -> Self::Output {
        let on_alias = R::LinkTargetKey::nullable_columns().pairs_equal(R::TargetKey::aliased_columns(&alias));
        query.join(R::Link::default(), Kind::default(), on::<R::OwnerKey, R::ChildKey>()).join(
            alias,
            Kind::default(),
            on_alias,
        )
    }
}

impl<Q, R, S, Kind> Join<Q, FromAlias<R, S>, Kind> for Passed
where
    Kind: Default,
    R: Relation<Route = Direct>,
    R::Target: Default,
    S: AliasSource<Target = R::Owner>,
    R::OwnerKey: AliasedColumns<S>,
    R::ChildKey: NullableColumns,
    <R::OwnerKey as AliasedColumns<S>>::Output: PairsEqual<Nullables<R::ChildKey>>,
    Q: InternalJoinDsl<
            R::Target,
            Kind,
            <<R::OwnerKey as AliasedColumns<S>>::Output as PairsEqual<Nullables<R::ChildKey>>>::Output,
        >,
{
    type Output = Q::Output;
    fn join(query: Q, path: FromAlias<R, S>) -> Self::Output {
        let on = R::OwnerKey::aliased_columns(&path.owner).pairs_equal(R::ChildKey::nullable_columns());
        query.join(R::Target::default(), Kind::default(), on)
    }
}

/// The checks that let a path be joined to a query, in one type: [`Passed`] where both hold.
pub(crate) type FromPass<Q, P> = <Q as Contains<<P as JoinPath>::From>>::Pass;

/// The second check, asked only when the first has passed.
pub trait Free<Q, To> {
    /// [`Passed`]
    type Pass;
}
impl<Q: Lacks<To>, To> Free<Q, To> for Passed {
    type Pass = Q::Pass;
}
pub(crate) type Pass<Q, P> = <FromPass<Q, P> as Free<Q, <P as JoinPath>::To>>::Pass;

/// Joins along relations, from any table that is in the query already.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> diesel::QueryResult<()> {
/// # let conn = &mut connect();
/// let titles: Vec<(String, String)> = comments::table
///     .join(comments::rel::article)
///     .join(articles::rel::author)
///     .filter(users::name.eq("Ann"))
///     .order(comments::id)
///     .select((articles::title, comments::body))
///     .load(conn)?;
/// # assert!(!titles.is_empty());
/// # Ok(())
/// # }
/// ```
///
/// SQL: `SELECT … FROM comments INNER JOIN articles ON comments.article_id = articles.id INNER JOIN users ON …`, the
/// same text as of the hand-written query.
pub trait JoinRelationDsl: AsQuery + Sized {
    /// `INNER JOIN`: only rows that have a related row, once for each of them.
    fn join<P>(self, path: P) -> <Pass<Self::Query, P> as Join<Self::Query, P, Inner>>::Output
    where
        P: JoinPath,
        Self::Query: Contains<P::From>,
        FromPass<Self::Query, P>: Free<Self::Query, P::To>,
        Pass<Self::Query, P>: Join<Self::Query, P, Inner>,
    {
        <Pass<Self::Query, P>>::join(self.as_query(), path)
    }

    /// `LEFT JOIN`: rows without a related row stay; the columns of the joined table are nullable from here on.
    fn join_left<P>(self, path: P) -> <Pass<Self::Query, P> as Join<Self::Query, P, LeftOuter>>::Output
    where
        P: JoinPath,
        Self::Query: Contains<P::From>,
        FromPass<Self::Query, P>: Free<Self::Query, P::To>,
        Pass<Self::Query, P>: Join<Self::Query, P, LeftOuter>,
    {
        <Pass<Self::Query, P>>::join(self.as_query(), path)
    }
}
impl<Q: AsQuery> JoinRelationDsl for Q {}
