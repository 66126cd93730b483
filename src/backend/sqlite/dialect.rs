//! What loads and links need of SQLite.

use super::key_list::KeyList;
use crate::include::{Dialect, Part, known_backend};
use crate::relation::Key;
use diesel::QueryResult;
use diesel::query_builder::AstPass;
use diesel::sqlite::Sqlite;

known_backend!(Sqlite);

impl Dialect for Sqlite {
    type KeyList = KeyList;

    fn key_list(keys: &[Key], _kinds: &[()]) -> KeyList {
        KeyList::new(keys)
    }

    fn push_key_list<'b>(columns: &'b [Part<Self>], keys: &'b KeyList, out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        keys.push(columns, out)
    }

    /// A page is small; larger limits are bound and cost a preparation.
    const LITERAL_LIMIT: i64 = 1000;

    /// A transaction sees one state from its first query on.
    const BEFORE_SNAPSHOT: Option<&'static str> = None;
    const IN_SNAPSHOT: Option<&'static str> = None;

    const FINDS_IN_ORDER_OF_KEYS: bool = true;

    const WAITS_WHEN_DROPPED: bool = true;

    const NO_LIMIT: &'static str = " LIMIT -1";
}
