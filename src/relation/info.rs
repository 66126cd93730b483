//! Relations as data, for tools that only know SQL.

/// One relation of a schema, as data. All names are SQL names.
///
/// # Example
///
/// ```
/// use kinfolk::relation::{RelationInfo, RelationKind};
///
/// let author = RelationInfo {
///     name: "author",
///     kind: RelationKind::BelongsTo,
///     owner: "articles",
///     owner_columns: &["author_id"],
///     target: "users",
///     target_columns: &["id"],
///     through: None,
/// };
/// assert_eq!(author.target, "users");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelationInfo {
    /// The name of the relation, as in `articles::rel::author`.
    pub name: &'static str,
    /// Which kind of relation it is.
    pub kind: RelationKind,
    /// The table that has the relation.
    pub owner: &'static str,
    /// The columns of the owner that take part in it.
    pub owner_columns: &'static [&'static str],
    /// The table that the relation leads to.
    pub target: &'static str,
    /// The columns of the target that take part in it.
    pub target_columns: &'static [&'static str],
    /// The table in between, for a many_to_many.
    pub through: Option<Through>,
}

/// The table in between of a many_to_many relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Through {
    /// Its name.
    pub table: &'static str,
    /// Its columns that reference the owner.
    pub owner_columns: &'static [&'static str],
    /// Its columns that reference the target.
    pub target_columns: &'static [&'static str],
}

/// The kinds of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// The owner has the foreign key.
    BelongsTo,
    /// The target has the foreign key, and it is unique.
    HasOne,
    /// The target has the foreign key.
    HasMany,
    /// A table in between has a foreign key to each side.
    ManyToMany,
}
