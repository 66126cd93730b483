//! What loads and links need of MySQL and MariaDB.

use super::key_list::KeyList;
use super::key_type::KeyKind;
use crate::include::{Dialect, Part};
use crate::relation::Key;
use diesel::QueryResult;
use diesel::mysql::Mysql;
use diesel::query_builder::AstPass;

impl Dialect for Mysql {
    type KeyList = KeyList;

    fn key_list(keys: &[Key], kinds: &[KeyKind]) -> KeyList {
        KeyList::new(keys, kinds)
    }

    fn push_key_list<'b>(columns: &'b [Part<Self>], keys: &'b KeyList, out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        keys.push(columns, out)
    }

    fn push_unless_exists(columns: &[&str], mut out: AstPass<'_, '_, Self>) -> QueryResult<()> {
        // Not `INSERT IGNORE`: that would also swallow NULLs and foreign keys that lead nowhere.
        out.push_sql(" ON DUPLICATE KEY UPDATE ");
        for (at, column) in columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            out.push_identifier(column)?;
            out.push_sql(" = ");
            out.push_identifier(column)?;
        }
        Ok(())
    }

    /// A prepared statement with a bound limit is as good, and one text does for all limits.
    const LITERAL_LIMIT: i64 = -1;

    /// As MySQL's manual has it.
    const NO_LIMIT: &'static str = " LIMIT 18446744073709551615";
}
