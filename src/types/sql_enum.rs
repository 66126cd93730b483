//! Rust enums for enum types of a database.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::sql_types::Text;
use std::fmt;

/// A Rust enum whose variants are the labels of an enum type of the database.
///
/// [`derive(SqlEnum)`](macro@crate::SqlEnum) implements it; `kinfolk schema generate` writes such enums where
/// `kinfolk.toml` asks for them.
pub trait SqlEnum: Sized + 'static {
    /// The enum's name, for messages.
    const NAME: &'static str;
    /// All labels, in the order of the variants.
    const LABELS: &'static [&'static str];

    /// The label that the database has for this value.
    fn label(&self) -> &'static str;

    /// The value of a label.
    fn from_label(label: &str) -> Option<Self>;
}

/// The database has a label that the Rust enum lacks.
#[derive(Debug)]
struct UnknownLabel {
    label: String,
    name: &'static str,
    labels: &'static [&'static str],
}

impl fmt::Display for UnknownLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, name, labels } = self;
        write!(
            f,
            "`{}` is no label of the enum `{name}`, which has `{}`: is schema.rs older than the database?",
            label.escape_debug(),
            labels.join("`, `").escape_debug()
        )
    }
}

impl std::error::Error for UnknownLabel {}

/// Reads a label.
pub fn label_from_sql<E: SqlEnum, DB: Backend>(value: DB::RawValue<'_>) -> deserialize::Result<E>
where
    String: FromSql<Text, DB>,
{
    let label = String::from_sql(value)?;
    E::from_label(&label).ok_or_else(|| Box::new(UnknownLabel { label, name: E::NAME, labels: E::LABELS }).into())
}
