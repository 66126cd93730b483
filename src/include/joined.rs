//! A to-one relation that is joined to its parents' query instead of loaded by one of its own.

use super::branch::Loaded;
use super::by_keys::KeyReader;
use super::child::ChildOf;
use super::collect::{Collect, ModelRows, Values};
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::field::{FieldRows, relation};
use super::fragment::Part;
use super::holds::{Held, Holds, Shares, assemble};
use super::index::NONE;
use super::job::Jobs;
use super::options::Options;
use super::select::Joined;
use super::shape::{Readable, Shape};
use super::source::Source;
use crate::query::{AliasedColumns, NullableColumns, PairsEqual};
use crate::relation::{
    BelongsTo, BelongsToOptional, Direct, HasOne, KeyColumns, Kind, Model, Relation, RelationInfo, StartsAt,
};
use diesel::internal::operators_macro::FieldAliasMapper;
use diesel::query_builder::QueryFragment;
use diesel::query_source::{Alias, AliasSource};
use diesel::{Column, QueryResult};
use std::any::TypeId;
use std::marker::PhantomData;

/// A relation to at most one row.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` relation cannot be joined: it leads to many rows",
    label = "`join` is for relations to one row",
    note = "without `join` the relation is loaded by one query of its own"
)]
pub trait ToOne: Kind {}
impl ToOne for BelongsTo {}
impl ToOne for BelongsToOptional {}
impl ToOne for HasOne {}

/// The alias under which a load joins the target of `R`: one that no query of the user has.
#[derive(Debug)]
pub struct JoinAlias<R: Relation>(R::Target);

impl<R: Relation> Clone for JoinAlias<R>
where
    R::Target: Default,
{
    fn clone(&self) -> Self {
        Self(R::Target::default())
    }
}

impl<R: Relation> AliasSource for JoinAlias<R> {
    const NAME: &'static str = R::JOIN_ALIAS;
    type Target = R::Target;
    fn target(&self) -> &R::Target {
        &self.0
    }
}

/// The columns of a key under an alias, erased.
pub trait AliasedKey<S, DB: Dialect> {
    /// The columns in order.
    fn parts(alias: &Alias<S>) -> Vec<Part<DB>>;
}

macro_rules! aliased_key {
    ($($column:ident),*) => {
        impl<S, DB, $($column),*> AliasedKey<S, DB> for ($($column,)*)
        where
            DB: Dialect,
            S: AliasSource + 'static,
            $(
                $column: Column<Table = S::Target> + Default,
                diesel::query_source::AliasedField<S, $column>: QueryFragment<DB> + Send + 'static,
            )*
        {
            fn parts(alias: &Alias<S>) -> Vec<Part<DB>> {
                vec![$(Box::new(alias.field($column::default()))),*]
            }
        }
    };
}
aliased_key!(A);
aliased_key!(A, B);
aliased_key!(A, B, C);
aliased_key!(A, B, C, D);

type AliasedSelection<M, R, DB> = <<M as Readable<DB>>::Columns as FieldAliasMapper<JoinAlias<R>>>::Out;
type OnAlias<R> = <<<R as Relation>::OwnerKey as NullableColumns>::Output as PairsEqual<
    <<R as Relation>::ChildKey as AliasedColumns<JoinAlias<R>>>::Output,
>>::Output;

/// The relation `R` of the projection's table `Q`, joined where the query can be joined to, else loaded by a query of its own.
pub fn joined<F, Q, R, T, M>(columns: &mut Columns<F::Backend>) -> FieldRows<F, T>
where
    F: Family,
    R: Relation<Route = Direct> + StartsAt<Q>,
    R::Kind: ToOne + Holds<T>,
    Held<R, T>: ChildOf<R::Target, Shape = M>,
    R::Kind: Shares<Held<R, T>>,
    M: Model + Readable<F::Backend> + Shape<F::Backend> + Send + 'static,
    M::Columns: FieldAliasMapper<JoinAlias<R>>,
    M::Rows<F>: 'static,
    AliasedSelection<M, R, F::Backend>: QueryFragment<F::Backend> + Send + 'static,
    R: Source<F::Backend>,
    R::Target: Default + Send,
    R::OwnerKey: KeyColumns<F::Backend> + NullableColumns,
    R::ChildKey: KeyColumns<F::Backend> + AliasedKey<JoinAlias<R>, F::Backend> + AliasedColumns<JoinAlias<R>>,
    <R::OwnerKey as NullableColumns>::Output: PairsEqual<<R::ChildKey as AliasedColumns<JoinAlias<R>>>::Output>,
    OnAlias<R>: QueryFragment<F::Backend> + Send + 'static,
    Alias<JoinAlias<R>>: QueryFragment<F::Backend> + Send + 'static,
    T: 'static,
{
    if !columns.can_join {
        return relation::<F, Q, R, T>(columns, Options::default());
    }
    let alias = Alias::new(JoinAlias::<R>(R::Target::default()));
    let on = R::OwnerKey::nullable_columns().pairs_equal(R::ChildKey::aliased_columns(&alias));
    let at = columns.parts(Box::new(alias.fields(M::columns())), M::WIDTH);
    columns.note::<M>();
    let positions = R::ChildKey::parts(&alias).into_iter().map(|part| columns.parts(part, 1)).collect();
    // LEFT also where the row must be there: were it missing, the parent would vanish instead of being an error.
    let joined = Joined { kind: " LEFT OUTER JOIN ", table: Box::new(alias), on: Box::new(on) };
    columns.join(TypeId::of::<R>(), joined);
    Box::new(JoinedRows::<F, R, T, M> {
        relation: R::INFO,
        key: KeyReader::at::<R::ChildKey>(positions),
        rows: ModelRows::new(at),
        parents: Vec::new(),
        places: 0,
        types: PhantomData,
    })
}

/// Collects the rows of a joined relation.
struct JoinedRows<F: Family, R, T, M> {
    relation: &'static RelationInfo,
    key: KeyReader<F>,
    rows: ModelRows<M, F::Backend>,
    parents: Vec<u32>,
    places: u32,
    types: PhantomData<fn() -> (R, T)>,
}

impl<F, R, T, M> Collect<F> for JoinedRows<F, R, T, M>
where
    F: Family,
    R: Relation,
    R::Kind: Holds<T> + Shares<Held<R, T>>,
    Held<R, T>: ChildOf<R::Target, Shape = M> + 'static,
    T: 'static,
    M: Model + Readable<F::Backend> + Send + 'static,
{
    type Item = T;

    fn row<'conn, 'query>(&mut self, row: &F::Row<'conn, 'query>) -> QueryResult<()> {
        if self.key.read(row)?.is_none() {
            self.parents.push(NONE);
            return Ok(());
        }
        self.parents.push(self.places);
        self.places += 1;
        Collect::<F>::row(&mut self.rows, row)
    }

    fn ready<'a>(&'a mut self, _jobs: &mut Jobs<'a, F>) {}

    fn finish(self: Box<Self>) -> QueryResult<Values<T>> {
        assemble::<R, T, M>(Loaded {
            relation: self.relation,
            parents: self.parents,
            places: self.places as usize,
            rows: Collect::<F>::finish(Box::new(self.rows))?,
            row_places: (0..self.places).collect(),
        })
    }
}
