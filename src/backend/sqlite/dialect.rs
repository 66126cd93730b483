//! What loads and links need of SQLite.

use super::key_list::KeyList;
use crate::include::{Dialect, Part};
use crate::relation::Key;
use diesel::QueryResult;
use diesel::query_builder::AstPass;
use diesel::sqlite::Sqlite;

impl Dialect for Sqlite {
    type KeyList = KeyList;

    fn key_list(keys: &[Key], _kinds: &[()]) -> KeyList {
        KeyList::new(keys)
    }

    fn push_key_list<'b>(columns: &'b [Part<Self>], keys: &'b KeyList, out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        keys.push(columns, out)
    }

    fn push_unless_exists(columns: &[&str], mut out: AstPass<'_, '_, Self>) -> QueryResult<()> {
        // Not `INSERT OR IGNORE`: that would also swallow NULLs where there must be none.
        out.push_sql(" ON CONFLICT (");
        for (at, column) in columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            out.push_identifier(column)?;
        }
        out.push_sql(") DO NOTHING");
        Ok(())
    }

    /// A page is small; larger limits are bound and cost a preparation.
    const LITERAL_LIMIT: i64 = 1000;

    const NO_LIMIT: &'static str = " LIMIT -1";
}
