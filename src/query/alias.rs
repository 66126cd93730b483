//! Relations whose target, or whose owner, stands in the query under another name.

use crate::relation::Relation;
use diesel::Column;
use diesel::dsl::AliasedFields;
use diesel::query_source::{Alias, AliasSource, AliasedField};
use std::marker::PhantomData;

/// A relation whose target is joined, or looked at, under an alias.
///
/// `articles::rel::editor.aliased()` makes its own alias, `articles_editor`, so that the target can stand in the query
/// a second time. It also gives the columns of the alias.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// let parent = comments::rel::parent.aliased();
/// let rows: Vec<(String, String, String)> = comments::table
///     .join(parent)
///     .join(parent.then(comments::rel::author)) // who wrote the parent
///     .order(comments::id)
///     .select((comments::body, parent.field(comments::body), users::name))
///     .load(conn)?;
/// assert_eq!(rows[0], ("c2".to_owned(), "c1".to_owned(), "Bob".to_owned()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[must_use = "does nothing until a query uses it"]
pub struct Aliased<R, S> {
    pub(crate) relation: PhantomData<R>,
    pub(crate) alias: Alias<S>,
}

impl<R: Relation, S: AliasSource> Aliased<R, S> {
    pub(crate) fn new(alias: Alias<S>) -> Self {
        Self { relation: PhantomData, alias }
    }

    /// A column of the target under the alias.
    pub fn field<C>(&self, column: C) -> AliasedField<S, C>
    where
        C: Column<Table = S::Target>,
    {
        self.alias.field(column)
    }

    /// Several columns of the target under the alias, for instance a model's:
    /// `editor.fields(User::as_select())`.
    pub fn fields<Fields>(&self, columns: Fields) -> AliasedFields<S, Fields>
    where
        Fields: diesel::internal::operators_macro::FieldAliasMapper<S>,
    {
        self.alias.fields(columns)
    }

    /// Diesel's alias, for everything else.
    pub fn alias(&self) -> Alias<S>
    where
        Alias<S>: Clone,
    {
        self.alias.clone()
    }

    /// A relation that goes on from the aliased table: `parent.then(comments::rel::author)`.
    pub fn then<N>(&self, _next: N) -> FromAlias<N, S>
    where
        N: Relation<Owner = S::Target>,
        Alias<S>: Clone,
    {
        FromAlias { relation: PhantomData, owner: self.alias.clone() }
    }
}

/// A relation that starts at an alias of its table.
#[derive(Debug, Clone, Copy)]
#[must_use = "does nothing until a query uses it"]
pub struct FromAlias<R, S> {
    pub(crate) relation: PhantomData<R>,
    pub(crate) owner: Alias<S>,
}
