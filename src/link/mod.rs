//! The links of a many-to-many relation: adding and removing them.

mod change;
mod statement;
mod values;

use crate::relation::{HasKey, Linked};
use change::Action;
pub use change::Change;
use std::marker::PhantomData;
pub use values::{BoundValues, ColumnNames, LinkKey};

/// `links` on many-to-many relations.
pub trait LinksDsl: Linked {
    /// The links of one row along this relation.
    ///
    /// ```standalone_crate
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
    /// # fn main() -> diesel::QueryResult<()> {
    /// # let conn = &mut connect();
    /// let article: Article = articles::table.find(3).select(Article::as_select()).first(conn)?;
    /// let tags = articles::rel::tags.links(&article);
    ///
    /// assert_eq!(tags.add([1, 2]).execute(conn)?, 2);
    /// assert_eq!(tags.add([2]).execute(conn)?, 0); // is there already
    /// assert_eq!(tags.remove([1]).execute(conn)?, 1);
    /// assert_eq!(tags.set([1, 3]).execute(conn)?, 3); // removes 2, adds 1 and 3
    /// assert_eq!(tags.clear().execute(conn)?, 2);
    /// # Ok(())
    /// # }
    /// ```
    fn links<M: HasKey<Self>>(self, owner: &M) -> Links<Self, M::Key> {
        Links { owner: owner.key(), relation: PhantomData }
    }
}
impl<R: Linked> LinksDsl for R {}

/// The links of one row along the many-to-many relation `R`.
#[derive(Debug, Clone, Copy)]
pub struct Links<R, K> {
    owner: K,
    relation: PhantomData<R>,
}

impl<R: Linked, K: Clone> Links<R, K> {
    /// Links these rows, given by key. A link that is there already is no error and stays as it is, with its further
    /// columns; further columns of new links get their defaults.
    ///
    /// SQL: `INSERT INTO link (owner, target) VALUES (?, ?), … ON CONFLICT (owner, target) DO NOTHING`, on MySQL
    /// `INSERT INTO link (owner, target) SELECT ?, ? … WHERE NOT EXISTS (…) … ON DUPLICATE KEY UPDATE …`. Executing it
    /// returns the number of new links.
    pub fn add<T: LinkKey<R::LinkTargetKey>>(&self, targets: impl IntoIterator<Item = T>) -> Change<R, K, T::Values> {
        self.change(Action::Add, targets)
    }

    /// Removes the links to these rows; those that are not linked are no error.
    ///
    /// SQL: `DELETE FROM link WHERE owner = ? AND target IN (?, …)`. Executing it returns the number of removed links.
    pub fn remove<T: LinkKey<R::LinkTargetKey>>(
        &self,
        targets: impl IntoIterator<Item = T>,
    ) -> Change<R, K, T::Values> {
        self.change(Action::Remove, targets)
    }

    /// Links these rows and no others. Links that stay keep their further columns.
    ///
    /// SQL: `DELETE … WHERE owner = ? AND target NOT IN (?, …)`, then the `INSERT` of [`add`](Self::add), in one
    /// transaction. Executing it returns the number of links removed and added.
    pub fn set<T: LinkKey<R::LinkTargetKey>>(&self, targets: impl IntoIterator<Item = T>) -> Change<R, K, T::Values> {
        self.change(Action::Set, targets)
    }

    /// Removes all links.
    ///
    /// SQL: `DELETE FROM link WHERE owner = ?`. Executing it returns the number of removed links.
    pub fn clear(&self) -> Change<R, K, ()> {
        Change::new(Action::Clear, self.owner.clone(), Vec::new())
    }

    fn change<T: LinkKey<R::LinkTargetKey>>(
        &self,
        action: Action,
        targets: impl IntoIterator<Item = T>,
    ) -> Change<R, K, T::Values> {
        let targets = targets.into_iter().map(LinkKey::values).collect();
        Change::new(action, self.owner.clone(), targets)
    }
}
