//! `include`: relations to load with the rows of a query.

use super::branch::{Branch, RelationRows};
use super::child::ChildOf;
use super::collect::Collect;
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::fragment::Part;
use super::holds::{Held, Holds, Shares};
use super::job::Jobs;
use super::load_as::{Include, LoadAs, Nothing, With};
use super::options::Options;
use super::query::IncludeQuery;
use super::source::Source;
use crate::query::{Contains, Narrowed};
use crate::relation::{KeyColumns, Relation};
use diesel::QueryResult;
use diesel::query_builder::{AsQuery, QueryFragment};

/// Relations that can be included and held by a `T`: one relation, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "what is included does not fit into `{T}`",
    label = "does not fit into `{T}`",
    note = "one relation fills one value, a tuple of relations a tuple of as many values"
)]
pub trait Includes<T, DB: Dialect>: Include {
    /// What collects the rows.
    type Rows<F: Family<Backend = DB>>: Collect<F, Item = T> + 'static;

    /// Adds the keys to the parents' select list and makes the collector of the rows.
    fn rows<F: Family<Backend = DB>>(self, parent: &mut Columns<DB>) -> Self::Rows<F>;
}

/// Nested pairs of conditions or orders, as erased parts.
pub trait IntoParts<DB: Dialect> {
    /// Appends the parts.
    fn append_to(self, parts: &mut Vec<Part<DB>>);
}
impl<DB: Dialect> IntoParts<DB> for () {
    fn append_to(self, _parts: &mut Vec<Part<DB>>) {}
}
impl<DB: Dialect, Rest: IntoParts<DB>, X: QueryFragment<DB> + Send + 'static> IntoParts<DB> for (Rest, X) {
    fn append_to(self, parts: &mut Vec<Part<DB>>) {
        self.0.append_to(parts);
        parts.push(Box::new(self.1));
    }
}

/// What is included below a relation: nothing, or further relations.
pub trait IntoInclude<T> {
    /// [`Nothing`] or [`With`].
    type Include: Include<Table = T>;
    /// Converts.
    fn into_include(self) -> Self::Include;
}
impl<T> IntoInclude<T> for () {
    type Include = Nothing<T>;
    fn into_include(self) -> Nothing<T> {
        Nothing::new()
    }
}
impl<T, N: Include<Table = T>> IntoInclude<T> for With<N> {
    type Include = Self;
    fn into_include(self) -> Self {
        self
    }
}

impl<R: Relation, W, O, B> Include for Narrowed<R, W, O, B> {
    type Table = R::Owner;
}
impl<R: Relation> Include for R {
    type Table = R::Owner;
}

#[diagnostic::do_not_recommend]
impl<R, T, DB> Includes<T, DB> for R
where
    DB: Dialect,
    R: Relation,
    Narrowed<R>: Includes<T, DB>,
{
    type Rows<F: Family<Backend = DB>> = <Narrowed<R> as Includes<T, DB>>::Rows<F>;

    fn rows<F: Family<Backend = DB>>(self, parent: &mut Columns<DB>) -> Self::Rows<F> {
        Narrowed::from(self).rows(parent)
    }
}

#[diagnostic::do_not_recommend]
impl<R, W, O, B, T, DB> Includes<T, DB> for Narrowed<R, W, O, B>
where
    DB: Dialect,
    T: 'static,
    R: Relation + Source<DB>,
    R::OwnerKey: KeyColumns<DB>,
    R::ChildKey: KeyColumns<DB>,
    R::Kind: Holds<T>,
    Held<R, T>: ChildOf<R::Target>,
    R::Kind: Shares<Held<R, T>>,
    W: IntoParts<DB>,
    O: IntoParts<DB>,
    B: IntoInclude<R::Target>,
    B::Include: LoadAs<<Held<R, T> as ChildOf<R::Target>>::Shape, DB>,
{
    type Rows<F: Family<Backend = DB>> =
        RelationRows<F, R, T, <B::Include as LoadAs<<Held<R, T> as ChildOf<R::Target>>::Shape, DB>>::Rows<F>>;

    fn rows<F: Family<Backend = DB>>(self, parent: &mut Columns<DB>) -> Self::Rows<F> {
        let mut options = Options::default();
        self.conditions.append_to(&mut options.conditions);
        self.order.append_to(&mut options.order);
        options.top = self.top;
        let below = self.below.into_include();
        RelationRows::new(Branch::new::<R>(parent, options, |columns| below.rows(columns)))
    }
}

macro_rules! tuples {
    ($($node:ident $held:ident $at:tt),*) => {
        impl<Owner, $($node: Include<Table = Owner>),*> Include for ($($node,)*) {
            type Table = Owner;
        }
        #[diagnostic::do_not_recommend]
        impl<DB: Dialect, Owner, $($node, $held),*> Includes<($($held,)*), DB> for ($($node,)*)
        where
            $($node: Includes<$held, DB> + Include<Table = Owner>,)*
        {
            type Rows<Fam: Family<Backend = DB>> = ($($node::Rows<Fam>,)*);

            fn rows<Fam: Family<Backend = DB>>(self, parent: &mut Columns<DB>) -> Self::Rows<Fam> {
                ($(self.$at.rows(parent),)*)
            }
        }
        impl<Fam: Family, $($node: Collect<Fam>),*> Collect<Fam> for ($($node,)*) {
            type Item = ($($node::Item,)*);

            fn row<'conn, 'query>(&mut self, row: &Fam::Row<'conn, 'query>) -> QueryResult<()> {
                $(self.$at.row(row)?;)*
                Ok(())
            }

            fn row_beside<'conn, 'query>(
                &mut self,
                row: &Fam::Row<'conn, 'query>,
                integers: &dyn Fn(usize) -> Option<i64>,
            ) -> QueryResult<()> {
                $(self.$at.row_beside(row, integers)?;)*
                Ok(())
            }

            fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, Fam>) {
                $(self.$at.ready(jobs);)*
            }

            fn finish(self: Box<Self>) -> QueryResult<Vec<Self::Item>> {
                let mut parts = ($(Box::new(self.$at).finish()?.into_iter(),)*);
                let mut items = Vec::with_capacity(parts.0.len());
                while let ($(Some($held),)*) = ($(parts.$at.next(),)*) {
                    items.push(($($held,)*));
                }
                Ok(items)
            }
        }
    };
}
#[allow(non_snake_case)]
mod tuples {
    use super::*;
    tuples!(A TA 0);
    tuples!(A TA 0, B TB 1);
    tuples!(A TA 0, B TB 1, C TC 2);
    tuples!(A TA 0, B TB 1, C TC 2, D TD 3);
    tuples!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4);
    tuples!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5);
    tuples!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5, G TG 6);
    tuples!(A TA 0, B TB 1, C TC 2, D TD 3, E TE 4, F TF 5, G TG 6, H TH 7);
}

/// `include` on queries and tables.
pub trait IncludeDsl: AsQuery + Sized {
    /// Loads related rows with the rows of this query: one relation, or a tuple of relations, to any depth.
    fn include<N>(self, relations: N) -> IncludeQuery<Self::Query, With<N>>
    where
        N: Include,
        Self::Query: Contains<N::Table>,
    {
        IncludeQuery::new(self.as_query(), With(relations))
    }

    /// Loads the projection `S` from this query; the query must contain the projection's table.
    fn project<S>(self) -> IncludeQuery<Self::Query, super::shape::Only<S>>
    where
        S: super::shape::Projection,
        Self::Query: Contains<S::Table>,
    {
        IncludeQuery::new(self.as_query(), super::shape::Only::new())
    }
}
impl<Q: AsQuery> IncludeDsl for Q {}

/// `include` on relations.
pub trait IncludeBelowDsl {
    /// The relation.
    type Relation: Relation;
    /// The conditions.
    type Conditions;
    /// The orders.
    type Order;

    /// Loads further relations with the rows of this one.
    fn include<N>(self, relations: N) -> Narrowed<Self::Relation, Self::Conditions, Self::Order, With<N>>
    where
        N: Include<Table = <Self::Relation as Relation>::Target>;
}
impl<R: Relation> IncludeBelowDsl for R {
    type Relation = R;
    type Conditions = ();
    type Order = ();

    fn include<N>(self, relations: N) -> Narrowed<R, (), (), With<N>>
    where
        N: Include<Table = R::Target>,
    {
        Narrowed::from(self).include(relations)
    }
}
impl<R: Relation, W, O> IncludeBelowDsl for Narrowed<R, W, O> {
    type Relation = R;
    type Conditions = W;
    type Order = O;

    fn include<N>(self, relations: N) -> Narrowed<R, W, O, With<N>>
    where
        N: Include<Table = R::Target>,
    {
        self.with_below(With(relations))
    }
}
