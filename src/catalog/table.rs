use super::ForeignKey;
use serde::Serialize;

/// A table or a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The name in the database.
    pub name: String,
    /// Table, view or virtual table.
    pub kind: TableKind,
    /// What a comment in the database or in the SQL text says about it.
    pub comment: Option<String>,
    /// In the order of the database.
    pub columns: Vec<Column>,
    /// The columns of the primary key, in the order of the key; empty if there is none.
    pub primary_key: Vec<String>,
    /// The column that is another name for the row's own number in SQLite (`INTEGER PRIMARY KEY`): always 64 bits wide,
    /// whatever its declared type.
    pub rowid_alias: Option<String>,
    /// Indexes, also those behind `UNIQUE` and `PRIMARY KEY`.
    pub indexes: Vec<Index>,
    /// In the order in which they were declared.
    pub foreign_keys: Vec<ForeignKey>,
}

impl Table {
    /// The column of exactly this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether no two rows can have the same values in these columns: they hold all columns of the primary key or of a
    /// unique index. An index over part of the rows or over an expression promises nothing.
    pub fn is_unique<S: AsRef<str>>(&self, columns: &[S]) -> bool {
        self.keys().any(|key| key.iter().all(|name| columns.iter().any(|column| column.as_ref() == *name)))
    }

    /// The columns of the primary key, then those of each full unique index.
    pub fn keys(&self) -> impl Iterator<Item = Vec<&str>> {
        let primary = self.primary_key.iter().map(String::as_str).collect::<Vec<_>>();
        let unique = self.indexes.iter().filter(|index| index.unique && !index.partial);
        std::iter::once(primary)
            .chain(unique.filter_map(|index| index.columns.iter().map(Option::as_deref).collect()))
            .filter(|key| !key.is_empty())
    }
}

/// What can stand behind a table's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// A table that holds rows.
    Table,
    /// A stored query.
    View,
    /// A table that an extension of SQLite answers for, such as FTS5.
    Virtual,
}

/// A column of a table or view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The name in the database.
    pub name: String,
    /// The type as it was declared; empty where none was.
    pub declared_type: String,
    /// The name of the type in `diesel::sql_types` that stands for it, without `Nullable`; `None` if none does.
    pub sql_type: Option<String>,
    /// Whether it can hold NULL.
    pub nullable: bool,
    /// The default, as SQL text.
    pub default: Option<String>,
    /// Set if the database computes the column and refuses to have it written.
    pub generated: Option<Generated>,
    /// What a comment in the database or in the SQL text says about it.
    pub comment: Option<String>,
}

/// When a generated column is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Generated {
    /// When it is read.
    Virtual,
    /// When its row is written.
    Stored,
}

/// An index, made by `CREATE INDEX` or behind a constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The name in the database, also where the database made it up.
    pub name: String,
    /// Its columns in order; `None` for an expression.
    pub columns: Vec<Option<String>>,
    /// Whether it refuses duplicates.
    pub unique: bool,
    /// Whether a `WHERE` leaves rows out of it.
    pub partial: bool,
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
