//! What loads and links need of MySQL and MariaDB.

use super::key_list::KeyList;
use super::key_type::KeyKind;
use crate::include::{Dialect, NewRows, Part, known_backend, push_separated};
use crate::relation::Key;
use diesel::QueryResult;
use diesel::mysql::Mysql;
use diesel::query_builder::{AstPass, QueryFragment};

known_backend!(Mysql);

impl Dialect for Mysql {
    type KeyList = KeyList;

    fn key_list(keys: &[Key], kinds: &[KeyKind]) -> KeyList {
        KeyList::new(keys, kinds)
    }

    /// The protocol counts to 65,535; half of it leaves enough to conditions.
    const KEY_VALUES: usize = 32_768;

    fn push_key_list<'b>(columns: &'b [Part<Self>], keys: &'b KeyList, out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        keys.push(columns, out)
    }

    /// Two conditions: rows that are there are left out, so that they are not counted (Diesel's connections count rows
    /// that are found, not those that are changed); and rows that somebody else inserts meanwhile are no error.
    fn push_insert_new<'b>(rows: &NewRows<'b, Self>, mut out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        rows.push_target(out.reborrow())?;
        for (at, row) in rows.rows.iter().enumerate() {
            out.push_sql(if at > 0 { " UNION SELECT " } else { " SELECT " });
            push_separated(row.iter().copied(), out.reborrow())?;
            out.push_sql(" FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ");
            rows.table.walk_ast(out.reborrow())?;
            for (at, (column, value)) in rows.columns.iter().zip(row.iter().copied()).enumerate() {
                out.push_sql(if at > 0 { " AND " } else { " WHERE " });
                out.push_identifier(column)?;
                out.push_sql(" = ");
                value.walk_ast(out.reborrow())?;
            }
            out.push_sql(")");
        }
        // Not `INSERT IGNORE`: that would also swallow NULLs and foreign keys that lead nowhere.
        out.push_sql(" ON DUPLICATE KEY UPDATE ");
        for (at, column) in rows.columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            rows.table.walk_ast(out.reborrow())?;
            out.push_sql(".");
            out.push_identifier(column)?;
            out.push_sql(" = ");
            rows.table.walk_ast(out.reborrow())?;
            out.push_sql(".");
            out.push_identifier(column)?;
        }
        Ok(())
    }

    /// A prepared statement with a bound limit is as good, and one text does for all limits.
    const LITERAL_LIMIT: i64 = -1;

    /// Its default, which may have been changed; it is about the next transaction only.
    const BEFORE_SNAPSHOT: Option<&'static str> = Some("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    const IN_SNAPSHOT: Option<&'static str> = None;

    /// As MySQL's manual has it.
    const NO_LIMIT: &'static str = " LIMIT 18446744073709551615";
}
