//! `include`: relations to load with the rows of a query.

use super::branch::{Branch, RelationRows};
use super::child::ChildOf;
use super::collect::{Collect, Values};
use super::columns::Columns;
use super::dialect::Dialect;
use super::family::Family;
use super::fragment::Part;
use super::holds::{Held, Holds, Shares};
use super::job::{Jobs, SendAhead};
use super::load_as::{Include, LoadAs, Nothing, With};
use super::options::{FiltersOf, Options};
use super::query::IncludeQuery;
use super::select::ParentRows;
use super::shape::{Only, Projection};
use super::source::Source;
use crate::query::{Contains, Narrowed, SameTable, Then};
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

impl<R: Relation, W: FiltersOf<R::Kind>, O, B> Include for Narrowed<R, W, O, B> {
    type Table = R::Owner;
}
impl<R: Relation> Include for R {
    type Table = R::Owner;
}

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
    W: IntoParts<DB> + FiltersOf<R::Kind>,
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

/// The pattern of a chain of zips that starts with `()`.
macro_rules! nested {
    ($($name:ident)*) => { nested!(@ () $($name)*) };
    (@ $before:tt) => { $before };
    (@ $before:tt $name:ident $($rest:ident)*) => { nested!(@ ($before, $name) $($rest)*) };
}

macro_rules! tuples {
    ($($node:ident $held:ident $at:tt),*) => {
        impl<Owner, $($node: Include<Table = Owner>),*> Include for ($($node,)*) {
            type Table = Owner;
        }
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

            fn send_ahead(
                &mut self,
                parents: &dyn ParentRows<Fam::Backend>,
                send: &mut SendAhead<'_, Fam::Backend>,
            ) {
                $(self.$at.send_ahead(parents, send);)*
            }

            fn ready<'a>(&'a mut self, jobs: &mut Jobs<'a, Fam>) {
                $(self.$at.ready(jobs);)*
            }

            fn finish(self: Box<Self>) -> QueryResult<Values<Self::Item>> {
                let count = std::iter::repeat(());
                $(let $held = Box::new(self.$at).finish()?;)*
                let zipped = count $(.zip($held))*;
                Ok(Box::new(zipped.map(|nested!($($held)*)| ($($held,)*))))
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

/// `I`, known only where the query `Q` contains the table `T`.
type Checked<Q, T, I> = <<Q as Contains<T>>::Pass as Then<I>>::Output;

/// `include` and `project` on tables and queries.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// let rows: Vec<(Article, (User, Vec<(Comment, Option<User>)>))> = articles::table
///     .filter(articles::published.eq(true))
///     .order(articles::id)
///     .include((
///         articles::rel::author,
///         articles::rel::comments.top(3).include(comments::rel::author),
///     ))
///     .load(conn)?;
/// assert_eq!((rows[0].1.0.name.as_str(), rows[0].1.1.len()), ("Ann", 3));
/// # Ok(())
/// # }
/// ```
///
/// Four queries, however many articles there are: articles, their authors, their comments, the comments' authors.
pub trait IncludeDsl: AsQuery + Sized {
    /// Loads related rows with the rows of this query: one relation, or a tuple of up to eight, each narrowed and with
    /// further relations below as need be.
    ///
    /// One relation loads into `(Model, Related)`, a tuple into `(Model, (A, B, …))`, with `Related` as the kind of the
    /// relation asks for: `T`, `Option<T>` or `Vec<T>`. Set a limit after it, not before.
    fn include<N>(self, relations: N) -> IncludeQuery<Self::Query, Checked<Self::Query, N::Table, With<N>>>
    where
        N: Include,
        Self::Query: Contains<N::Table>,
        <Self::Query as Contains<N::Table>>::Pass: Then<With<N>, Output = With<N>>,
    {
        IncludeQuery::new(self.as_query(), With(relations))
    }

    /// Loads the projection `S` from this query, which must contain its table.
    ///
    /// ```standalone_crate
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
    /// # fn main() -> QueryResult<()> {
    /// # let conn = &mut connect();
    /// #[derive(Projection)]
    /// #[diesel(table_name = articles)]
    /// struct Titled {
    ///     title: String,
    ///     tags: Vec<Tag>,
    /// }
    ///
    /// let about_rust = tags::table
    ///     .filter(tags::name.eq("rust"))
    ///     .join(tags::rel::articles)
    ///     .order(articles::id)
    ///     .project::<Titled>()
    ///     .load(conn)?;
    /// assert_eq!((about_rust.len(), about_rust[0].title.as_str(), about_rust[0].tags.len()), (2, "One", 2));
    /// # Ok(())
    /// # }
    /// ```
    fn project<S>(self) -> IncludeQuery<Self::Query, Checked<Self::Query, S::Table, Only<S>>>
    where
        S: Projection,
        Self::Query: Contains<S::Table>,
        <Self::Query as Contains<S::Table>>::Pass: Then<Only<S>, Output = Only<S>>,
    {
        IncludeQuery::new(self.as_query(), Only::new())
    }
}
impl<Q: AsQuery> IncludeDsl for Q {}

/// That what is included starts where the relation `R` leads to.
type StartPass<R, N> = <<N as Include>::Table as SameTable<<R as Relation>::Target>>::Pass;
/// What is included below `R`, known only where it starts there.
type Below<R, N> = <StartPass<R, N> as Then<With<N>>>::Output;

/// `include` on relations: what is to be loaded below them.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// type Discussed = (Article, Vec<(Comment, (Option<User>, Vec<Comment>))>);
///
/// let rows: Vec<Discussed> = articles::table
///     .order(articles::id)
///     .include(articles::rel::comments.include((comments::rel::author, comments::rel::replies)))
///     .load(conn)?;
/// assert_eq!(rows[0].1[0].1.1.len(), 2);
/// # Ok(())
/// # }
/// ```
pub trait IncludeBelowDsl: Sized {
    /// The relation.
    type Relation: Relation;
    /// The conditions.
    type Conditions;
    /// The orders.
    type Order;

    #[doc(hidden)]
    fn into_narrowed(self) -> Narrowed<Self::Relation, Self::Conditions, Self::Order>;

    /// Loads further relations with the rows of this one.
    fn include<N>(
        self,
        relations: N,
    ) -> Narrowed<Self::Relation, Self::Conditions, Self::Order, Below<Self::Relation, N>>
    where
        N: Include,
        N::Table: SameTable<<Self::Relation as Relation>::Target>,
        StartPass<Self::Relation, N>: Then<With<N>, Output = With<N>>,
    {
        self.into_narrowed().with_below(With(relations))
    }
}
impl<R: Relation> IncludeBelowDsl for R {
    type Relation = R;
    type Conditions = ();
    type Order = ();

    fn into_narrowed(self) -> Narrowed<R> {
        Narrowed::from(self)
    }
}
impl<R: Relation, W, O> IncludeBelowDsl for Narrowed<R, W, O> {
    type Relation = R;
    type Conditions = W;
    type Order = O;

    fn into_narrowed(self) -> Self {
        self
    }
}
