//! What can be said about the rows of a relation: filter, order, top.

use super::dialect::Dialect;
use super::fragment::Part;
use crate::query::{ConditionOn, OrderOn};
use crate::relation::{BelongsToOptional, HasMany, HasOne, Kind, ManyToMany, Relation};
use diesel::query_builder::QueryFragment;

/// Which children of a relation are loaded, and in which order.
pub struct Options<DB: Dialect> {
    pub(crate) conditions: Vec<Part<DB>>,
    pub(crate) order: Vec<Part<DB>>,
    pub(crate) top: Option<u32>,
}

impl<DB: Dialect> Default for Options<DB> {
    fn default() -> Self {
        Self { conditions: Vec::new(), order: Vec::new(), top: None }
    }
}

impl<DB: Dialect> std::fmt::Debug for Options<DB> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("conditions", &self.conditions.len())
            .field("order", &self.order.len())
            .field("top", &self.top)
            .finish()
    }
}

impl<DB: Dialect> Options<DB> {
    /// Loads only the children for which the condition holds. `Scope` is the relation's table.
    #[must_use]
    pub fn filter<Scope, X>(mut self, condition: X) -> Self
    where
        X: ConditionOn<Scope> + QueryFragment<DB> + Send + 'static,
    {
        self.conditions.push(Box::new(condition));
        self
    }

    /// Orders the children of each parent.
    #[must_use]
    pub fn order<Scope, X>(mut self, order: X) -> Self
    where
        X: OrderOn<Scope> + QueryFragment<DB> + Send + 'static,
    {
        self.order.push(Box::new(order));
        self
    }

    /// Loads at most so many children of each parent: the first ones in the order asked for.
    #[must_use]
    pub fn top(mut self, count: u32) -> Self {
        self.top = Some(count);
        self
    }
}

/// A relation that may lead to no row, so that a filter may take its rows away.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` relation cannot be loaded with a filter: its NOT NULL foreign key promises a row, and the filter could take it away",
    label = "this relation always has a row",
    note = "filter the rows that hold the foreign key instead, for example by `.filter(articles::rel::author.filter(…).exists())`"
)]
pub trait MayBeEmpty: Kind {}
impl MayBeEmpty for BelongsToOptional {}
impl MayBeEmpty for HasOne {}
impl MayBeEmpty for HasMany {}
impl MayBeEmpty for ManyToMany {}

/// Conditions that rows of a relation of the kind `K` may be loaded with, as nested pairs.
pub trait FiltersOf<K> {}
impl<K> FiltersOf<K> for () {}
impl<K: MayBeEmpty, Rest, X> FiltersOf<K> for (Rest, X) {}

/// Says at a filter whether its relation can have one.
pub const fn filterable<R: Relation>()
where
    R::Kind: MayBeEmpty,
{
}
