//! A relation as plain data.

/// One relation of a schema, as data: `schema::RELATIONS` lists them all.
///
/// Tables and columns carry the database's names, tables outside the default schema as `schema.table`; `module` and `name` are Rust's, so that
/// [`path`](Self::path) can be pasted into a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelationInfo {
    /// The token's name, `author`.
    pub name: &'static str,
    /// The Rust module of the owner's table, `articles`.
    pub module: &'static str,
    /// What kind of relation it is.
    pub kind: RelationKind,
    /// The table the relation starts at.
    pub owner: &'static str,
    /// The columns of the owner that hold the key.
    pub owner_columns: &'static [&'static str],
    /// The table the relation leads to.
    pub target: &'static str,
    /// The columns of the target that hold the key.
    pub target_columns: &'static [&'static str],
    /// The table between the two, for a many-to-many relation.
    pub through: Option<Through>,
}

impl RelationInfo {
    /// The token's path below the schema's module.
    ///
    /// ```standalone_crate
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
    /// # fn main() {
    /// use kinfolk::relation::Relation;
    ///
    /// assert_eq!(<articles::rel::author as Relation>::INFO.path(), "articles::rel::author");
    /// assert!(schema::RELATIONS.iter().any(|relation| relation.path() == "articles::rel::tags"));
    /// # }
    /// ```
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}::rel::{}", self.module, self.name)
    }
}

/// The table that joins the two ends of a many-to-many relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Through {
    /// Its name.
    pub table: &'static str,
    /// Its columns that reference the owner.
    pub owner_columns: &'static [&'static str],
    /// Its columns that reference the target.
    pub target_columns: &'static [&'static str],
}

/// The four kinds of relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelationKind {
    /// The owner holds the foreign key.
    BelongsTo,
    /// The target holds the foreign key, and it is unique.
    HasOne,
    /// The target holds the foreign key.
    HasMany,
    /// A third table holds both foreign keys.
    ManyToMany,
}
