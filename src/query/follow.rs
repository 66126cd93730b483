//! From one row to its related rows.

use super::keys_equal::{NullableColumns, PairsEqual};
use crate::relation::{Direct, Linked, Relation, Through};
use diesel::internal::table_macro::Inner;
use diesel::query_builder::AsQuery;
use diesel::query_dsl::InternalJoinDsl;
use diesel::query_dsl::methods::FilterDsl;
use std::marker::PhantomData;

/// The rows of the relation `R` whose key is `K`, as a query that becomes a Diesel query when a method is called.
///
/// That it is not one from the start spares the compiler the work of building Diesel's type for each accessor of each
/// model, used or not.
#[derive(Debug, Clone, Copy)]
pub struct KeyQuery<R, K> {
    key: K,
    relation: PhantomData<R>,
}

impl<R, K> KeyQuery<R, K> {
    pub(crate) fn new(key: K) -> Self {
        Self { key, relation: PhantomData }
    }
}

impl<R, K> KeyQuery<R, K>
where
    R: Relation,
    R::Route: Follow<R, K>,
{
    /// The Diesel query.
    pub fn into_query(self) -> <R::Route as Follow<R, K>>::Query {
        R::Route::follow(self.key)
    }
}

/// The Diesel query of [`KeyQuery`], by route.
pub trait Follow<R, K> {
    /// Its type.
    type Query;
    /// Builds it.
    fn follow(key: K) -> Self::Query;
}

type Nullables<K> = <K as NullableColumns>::Output;
type Equal<L, R> = <L as PairsEqual<R>>::Output;

impl<R, K> Follow<R, K> for Direct
where
    R: Relation,
    R::Target: AsQuery + Default,
    R::ChildKey: NullableColumns,
    Nullables<R::ChildKey>: PairsEqual<K>,
    <R::Target as AsQuery>::Query: FilterDsl<Equal<Nullables<R::ChildKey>, K>>,
{
    type Query = <<R::Target as AsQuery>::Query as FilterDsl<Equal<Nullables<R::ChildKey>, K>>>::Output;

    fn follow(key: K) -> Self::Query {
        R::Target::default().as_query().filter(R::ChildKey::nullable_columns().pairs_equal(key))
    }
}

impl<R, K, Joined> Follow<R, K> for Through
where
    R: Linked,
    R::Target: AsQuery + Default,
    R::Link: Default,
    R::ChildKey: NullableColumns,
    R::TargetKey: NullableColumns,
    R::LinkTargetKey: NullableColumns,
    Nullables<R::ChildKey>: PairsEqual<K>,
    Nullables<R::TargetKey>: PairsEqual<Nullables<R::LinkTargetKey>>,
    <R::Target as AsQuery>::Query:
        InternalJoinDsl<R::Link, Inner, Equal<Nullables<R::TargetKey>, Nullables<R::LinkTargetKey>>, Output = Joined>,
    Joined: FilterDsl<Equal<Nullables<R::ChildKey>, K>>,
{
    type Query = Joined::Output;

    fn follow(key: K) -> Self::Query {
        R::Target::default()
            .as_query()
            .join(
                R::Link::default(),
                Inner,
                R::TargetKey::nullable_columns().pairs_equal(R::LinkTargetKey::nullable_columns()),
            )
            .filter(R::ChildKey::nullable_columns().pairs_equal(key))
    }
}
