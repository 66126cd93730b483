use super::QualifiedName;
use serde::Serialize;
use std::fmt;

/// A foreign key: columns of a table that name a row of another, or of the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForeignKey {
    /// Its name in the database; `None` where it has none (SQLite).
    pub name: Option<String>,
    /// The columns that hold the key.
    pub columns: Vec<String>,
    /// The schema of the table they point at, where it is not the default one.
    pub target_schema: Option<String>,
    /// The table they point at. It need not exist: SQLite doesn't ask before a row is written.
    pub target: String,
    /// The columns they point at, one for each of `columns`; empty where the database doesn't know (the target is missing
    /// or has no primary key).
    pub target_columns: Vec<String>,
    /// What happens to the row when its target is deleted.
    pub on_delete: Action,
    /// What happens to the row when the key of its target changes.
    pub on_update: Action,
    /// Set if a transaction can break it and mend it before its end; `None` also where the database does not tell (SQLite).
    pub deferrable: Option<Deferrable>,
}

impl ForeignKey {
    /// What tells its target from all others.
    pub fn target(&self) -> QualifiedName<'_> {
        QualifiedName { schema: self.target_schema.as_deref(), name: &self.target }
    }
}

/// When a foreign key that can wait is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deferrable {
    /// At the end of each statement, until the transaction says otherwise.
    InitiallyImmediate,
    /// At the end of the transaction, until it says otherwise.
    InitiallyDeferred,
}

/// What a database does with rows whose target goes away or changes its key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The change fails at the end of the statement or transaction.
    #[default]
    NoAction,
    /// The change fails at once.
    Restrict,
    /// The columns become NULL.
    SetNull,
    /// The columns get their defaults.
    SetDefault,
    /// The rows are deleted or changed along.
    Cascade,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Action::NoAction => "NO ACTION",
            Action::Restrict => "RESTRICT",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
            Action::Cascade => "CASCADE",
        })
    }
}
