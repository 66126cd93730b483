use serde::Serialize;

/// An index, made by `CREATE INDEX` or behind a constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The name in the database, also where the database made it up.
    pub name: String,
    /// Its columns in order; `None` for an expression.
    pub columns: Vec<Option<String>>,
    /// The expressions among its columns, in order, as SQL text; empty where the database does not tell (SQLite).
    pub expressions: Vec<String>,
    /// Whether it refuses duplicates.
    pub unique: bool,
    /// Whether two NULLs are duplicates for it.
    pub nulls_not_distinct: bool,
    /// Whether a `WHERE` leaves rows out of it.
    pub partial: bool,
    /// The condition behind that `WHERE`, as SQL text; `None` where the database does not tell (SQLite).
    pub predicate: Option<String>,
    /// What made it.
    pub origin: IndexOrigin,
}

/// What made an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexOrigin {
    /// `CREATE INDEX`.
    Index,
    /// A `UNIQUE` constraint.
    Unique,
    /// A `PRIMARY KEY`.
    PrimaryKey,
}
