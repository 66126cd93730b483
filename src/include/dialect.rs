//! What a database must be able to do for nested loads.

use super::fragment::Part;
use crate::relation::{Key, KeyBackend};
use diesel::QueryResult;
use diesel::expression::QueryMetadata;
use diesel::query_builder::AstPass;
use diesel::sql_types::Untyped;

/// A Diesel backend that kinfolk can load from: how a list of keys is sent.
#[diagnostic::on_unimplemented(
    message = "kinfolk does not load from `{Self}` in this build",
    label = "enable the feature of this database",
    note = "for example `kinfolk = {{ version = \"…\", features = [\"sqlite\"] }}`"
)]
pub trait Dialect: KeyBackend<QueryBuilder: Default> + Default + QueryMetadata<Untyped> + 'static {
    /// Keys made ready to be bound.
    type KeyList: Send + 'static;

    /// Makes distinct keys ready to be bound; `kinds` are those of their columns.
    fn key_list(keys: &[Key], kinds: &[Self::KeyKind]) -> Self::KeyList;

    /// Writes `columns IN (keys)`, with a text that depends on the number of keys as little as possible.
    ///
    /// # Errors
    /// When a key cannot be bound.
    fn push_key_list<'b>(
        columns: &'b [Part<Self>],
        keys: &'b Self::KeyList,
        out: AstPass<'_, 'b, Self>,
    ) -> QueryResult<()>;

    /// Writes what makes an `INSERT` of rows whose unique columns exist already do nothing for them.
    ///
    /// # Errors
    /// When a name cannot be quoted.
    fn push_unless_exists(columns: &[&str], out: AstPass<'_, '_, Self>) -> QueryResult<()>;

    /// The largest `LIMIT` that is written as a literal.
    ///
    /// A literal spares SQLite from preparing the statement again on every execution; a bound on it keeps the cache of
    /// prepared statements small when callers choose the limit.
    const LITERAL_LIMIT: i64;

    /// What stands for "no limit" before an `OFFSET`, where the database wants one.
    const NO_LIMIT: &'static str;
}
