use super::QualifiedName;
use serde::Serialize;

/// The type of a column, as Diesel knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// An array. Its elements can be NULL, for no database says that they can't.
    Array(Box<ColumnType>),
    /// One of [`Catalog::types`](super::Catalog::types).
    Own {
        /// Its schema; `None` for the default one.
        schema: Option<String>,
        /// Its name.
        name: String,
    },
    /// A type of `diesel::sql_types`, as Rust writes it there: `Integer`, `Range<Integer>`.
    #[serde(untagged)]
    Diesel(String),
}

impl ColumnType {
    /// The type of this name in `diesel::sql_types`.
    pub(crate) fn diesel(name: &str) -> Self {
        ColumnType::Diesel(name.to_owned())
    }

    /// The type of the database's own that it is or is an array of.
    pub fn own(&self) -> Option<QualifiedName<'_>> {
        match self {
            ColumnType::Array(element) => element.own(),
            ColumnType::Own { schema, name } => Some(QualifiedName { schema: schema.as_deref(), name }),
            ColumnType::Diesel(_) => None,
        }
    }
}

/// A type that the database has beside those it came with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnType {
    /// The schema, where it is not the default one.
    pub schema: Option<String>,
    /// The name in the database; on MySQL, where such a type has none, `table.column`.
    pub name: String,
    /// What it is made of.
    #[serde(flatten)]
    pub kind: OwnTypeKind,
    /// Where it is declared.
    pub declared: Declared,
    /// What a comment in the database says about it.
    pub comment: Option<String>,
}

impl OwnType {
    /// What tells it from all others.
    pub fn qualified(&self) -> QualifiedName<'_> {
        QualifiedName { schema: self.schema.as_deref(), name: &self.name }
    }
}

/// What a type of the database's own is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OwnTypeKind {
    /// One of some labels.
    Enum {
        /// In the order of the database.
        labels: Vec<String>,
    },
    /// Any of some labels (MySQL).
    Set {
        /// In the order of the database.
        labels: Vec<String>,
    },
    /// Another type with conditions. Columns of it have the type that it is based on.
    Domain {
        /// The type that it is based on, as the database writes it.
        base: String,
    },
    /// A row of values.
    Composite {
        /// The fields with their types, as the database writes them.
        fields: Vec<(String, String)>,
    },
    /// A range.
    Range {
        /// The type of its bounds, as the database writes it.
        of: String,
    },
}

/// Where a type of the database's own is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    /// On its own, under a name (`CREATE TYPE`).
    ByName,
    /// At a column, which is the only one to have it (`ENUM (…)` on MySQL).
    AtColumn,
}
