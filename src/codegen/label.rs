//! How columns and foreign keys are written in documentation, messages and `kinfolk.toml`.

use crate::catalog::{ForeignKey, QualifiedName};
use std::fmt::Display;

/// `articles.author_id`, or `notes.(article_id, number)` for several columns.
pub(super) fn columns<S: AsRef<str>>(table: impl Display, columns: &[S]) -> String {
    let columns = columns.iter().map(AsRef::as_ref).collect::<Vec<_>>();
    match columns.as_slice() {
        [column] => format!("{table}.{column}"),
        several => format!("{table}.({})", several.join(", ")),
    }
}

/// `articles.author_id -> users.id`
pub(super) fn foreign_key(table: QualifiedName<'_>, key: &ForeignKey) -> String {
    let target = match key.target_columns.as_slice() {
        [] => key.target().to_string(),
        known => columns(key.target(), known),
    };
    format!("{} -> {target}", columns(table, &key.columns))
}

/// The name of a section in `kinfolk.toml`.
pub(super) fn section(of: &str, key: &str) -> String {
    format!("[{of}.{}]", key_of(key))
}

/// A key as TOML reads it, in quotes only where it needs them.
pub(super) fn key_of(text: &str) -> String {
    let bare = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { text.to_owned() } else { quoted(text) }
}

/// A text in quotes, as TOML reads it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
