//! Where the rows of a relation come from: one table, or a table of links joined to one.

use super::by_keys::key_columns;
use super::dialect::Dialect;
use super::fragment::Part;
use super::select::Joined;
use crate::relation::{Direct, KeyColumns, Linked, Relation, Through};
use diesel::QueryResult;
use diesel::Table;
use diesel::query_builder::{AstPass, QueryFragment};
use std::any::TypeId;

/// The tables and the default order of a relation's rows.
pub trait Source<DB: Dialect>: Relation {
    #[doc(hidden)]
    fn first_table() -> Part<DB>;
    #[doc(hidden)]
    fn joins() -> Vec<Joined<DB>>;
    #[doc(hidden)]
    fn default_order(whole: bool) -> Vec<Part<DB>>;
}

#[diagnostic::do_not_recommend]
impl<R, DB> Source<DB> for R
where
    DB: Dialect,
    R: Relation,
    R::Route: RouteSource<R, DB>,
{
    fn first_table() -> Part<DB> {
        R::Route::first_table()
    }

    fn joins() -> Vec<Joined<DB>> {
        R::Route::joins()
    }

    fn default_order(whole: bool) -> Vec<Part<DB>> {
        R::Route::default_order(whole)
    }
}

type PrimaryKey<R> = <<R as Relation>::Target as Table>::PrimaryKey;

/// [`Source`] by route.
pub trait RouteSource<R, DB: Dialect> {
    #[doc(hidden)]
    fn first_table() -> Part<DB>;
    #[doc(hidden)]
    fn joins() -> Vec<Joined<DB>>;
    #[doc(hidden)]
    fn default_order(whole: bool) -> Vec<Part<DB>>;
}

impl<R, DB> RouteSource<R, DB> for Direct
where
    DB: Dialect,
    R: Relation,
    R::Target: QueryFragment<DB> + Default + Send + 'static,
    <R::Target as Table>::PrimaryKey: QueryFragment<DB> + Send + 'static,
    R::ChildKey: KeyColumns<DB>,
{
    fn first_table() -> Part<DB> {
        Box::new(R::Target::default())
    }

    fn joins() -> Vec<Joined<DB>> {
        Vec::new()
    }

    /// By primary key. With a list of several keys the foreign key comes first: the rows are grouped by it anyway, and
    /// an index on it already has that order.
    fn default_order(whole: bool) -> Vec<Part<DB>> {
        let mut order = if whole { Vec::new() } else { key_columns::<R::ChildKey, DB>() };
        order.push(Box::new(R::Target::default().primary_key()));
        order
    }
}

impl<R, DB> RouteSource<R, DB> for Through
where
    DB: Dialect,
    R: Linked,
    R::Link: QueryFragment<DB> + Default + Send + 'static,
    R::Target: QueryFragment<DB> + Default + Send + 'static,
    <R::Target as Table>::PrimaryKey: QueryFragment<DB> + Send + 'static,
    R::ChildKey: KeyColumns<DB>,
    R::LinkTargetKey: KeyColumns<DB>,
    R::TargetKey: KeyColumns<DB>,
{
    fn first_table() -> Part<DB> {
        Box::new(R::Link::default())
    }

    fn joins() -> Vec<Joined<DB>> {
        let on = PairsEqual { left: key_columns::<R::LinkTargetKey, DB>(), right: key_columns::<R::TargetKey, DB>() };
        vec![Joined { kind: " INNER JOIN ", table: Box::new(R::Target::default()), on: Box::new(on) }]
    }

    /// By the target's primary key, after the owner's key: see [`Direct`]. Where the links reference that key it is
    /// taken from them, for their primary key has this order already.
    fn default_order(_whole: bool) -> Vec<Part<DB>> {
        let mut order = key_columns::<R::ChildKey, DB>();
        let target = TypeId::of::<R::TargetKey>();
        if target == TypeId::of::<PrimaryKey<R>>() || target == TypeId::of::<(PrimaryKey<R>,)>() {
            order.extend(key_columns::<R::LinkTargetKey, DB>());
        } else {
            order.push(Box::new(R::Target::default().primary_key()));
        }
        order
    }
}

/// `a = x AND b = y`
pub(crate) struct PairsEqual<DB: Dialect> {
    pub(crate) left: Vec<Part<DB>>,
    pub(crate) right: Vec<Part<DB>>,
}

impl<DB: Dialect> QueryFragment<DB> for PairsEqual<DB> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for (index, (left, right)) in self.left.iter().zip(&self.right).enumerate() {
            if index > 0 {
                out.push_sql(" AND ");
            }
            left.walk_ast(out.reborrow())?;
            out.push_sql(" = ");
            right.walk_ast(out.reborrow())?;
        }
        Ok(())
    }
}
