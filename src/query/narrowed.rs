//! A relation with conditions, an order and a limit per parent.

use super::alias::Aliased;
use super::condition::{ConditionOn, OrderOn};
use crate::relation::Relation;
use diesel::query_source::{Alias, AliasSource};

/// A relation of which only some rows are meant: `articles::rel::comments.filter(…).order(…).top(3)`.
///
/// `W` and `O` are the conditions and orders as nested pairs, `B` what is included below.
#[derive(Debug, Clone, Copy, Default)]
#[must_use = "does nothing until a query uses it"]
pub struct Narrowed<R, W = (), O = (), B = ()> {
    pub(crate) relation: R,
    pub(crate) conditions: W,
    pub(crate) order: O,
    pub(crate) top: Option<u32>,
    pub(crate) below: B,
}

impl<R: Relation> From<R> for Narrowed<R> {
    fn from(relation: R) -> Self {
        Self { relation, conditions: (), order: (), top: None, below: () }
    }
}

impl<R: Relation, W, O, B> Narrowed<R, W, O, B> {
    /// Keeps only the rows for which the condition holds; with those of earlier calls.
    pub fn filter<X: ConditionOn<R::Scope>>(self, condition: X) -> Narrowed<R, (W, X), O, B> {
        let Self { relation, conditions, order, top, below } = self;
        Narrowed { relation, conditions: (conditions, condition), order, top, below }
    }

    /// Orders the rows of each parent; after the orders of earlier calls.
    pub fn order<X: OrderOn<R::Scope>>(self, by: X) -> Narrowed<R, W, (O, X), B> {
        let Self { relation, conditions, order, top, below } = self;
        Narrowed { relation, conditions, order: (order, by), top, below }
    }

    pub(crate) fn with_below<N>(self, below: N) -> Narrowed<R, W, O, N> {
        let Self { relation, conditions, order, top, .. } = self;
        Narrowed { relation, conditions, order, top, below }
    }

    /// Keeps at most so many rows of each parent, the first ones in the order asked for.
    pub fn top(mut self, count: u32) -> Self {
        self.top = Some(count);
        self
    }
}

/// What can be said about a relation before a query uses it.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// let newest = articles::rel::comments.filter(comments::author_id.is_not_null()).order(comments::id.desc()).top(2);
/// let rows: Vec<(Article, Vec<Comment>)> = articles::table.order(articles::id).include(newest).load(conn)?;
/// assert_eq!(rows[0].1.iter().map(|comment| comment.id).collect::<Vec<_>>(), [5, 3]);
///
/// // The same table twice in one query.
/// let editor = articles::rel::editor.aliased();
/// let names: Vec<(String, String)> = articles::table
///     .join(articles::rel::author)
///     .join(editor)
///     .order(articles::id)
///     .select((users::name, editor.field(users::name)))
///     .load(conn)?;
/// assert_eq!(names[0], ("Ann".to_owned(), "Bob".to_owned()));
/// # Ok(())
/// # }
/// ```
pub trait RelationDsl: Relation {
    /// Keeps only the rows for which the condition holds. It may use the columns of the target and, for a many_to_many,
    /// of the table of links. In an `include` it removes children, never their parents.
    fn filter<X: ConditionOn<Self::Scope>>(self, condition: X) -> Narrowed<Self, ((), X)> {
        Narrowed::from(self).filter(condition)
    }

    /// Orders the rows of each parent. It says nothing to an aggregate.
    fn order<X: OrderOn<Self::Scope>>(self, by: X) -> Narrowed<Self, (), ((), X)> {
        Narrowed::from(self).order(by)
    }

    /// Keeps at most so many rows of each parent, the first ones in the order asked for, else by primary key.
    fn top(self, count: u32) -> Narrowed<Self> {
        Narrowed::from(self).top(count)
    }

    /// The relation with its target under an alias of its own, `articles_editor` for `articles::rel::editor`: for the
    /// same table twice in a query, and for subqueries along a relation that leads back to its own table.
    fn aliased(self) -> Aliased<Self, Self>
    where
        Self: AliasSource,
    {
        Aliased::new(Alias::default())
    }

    /// The relation with its target under an alias made by [`diesel::alias!`]: for the same relation twice in a query.
    ///
    /// ```standalone_crate
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
    /// # fn main() -> QueryResult<()> {
    /// # let conn = &mut connect();
    /// let (first, second) = diesel::alias!(comments as first, comments as second);
    /// let reply = comments::rel::replies.aliased_as(first);
    /// let pairs: i64 = comments::table
    ///     .join(reply)
    ///     .join(comments::rel::replies.aliased_as(second))
    ///     .filter(first.field(comments::id).lt(second.field(comments::id)))
    ///     .count()
    ///     .get_result(conn)?;
    /// assert_eq!(pairs, 1);
    /// # Ok(())
    /// # }
    /// ```
    fn aliased_as<S>(self, alias: Alias<S>) -> Aliased<Self, S>
    where
        S: AliasSource<Target = Self::Target>,
    {
        Aliased::new(alias)
    }
}
impl<R: Relation> RelationDsl for R {}
