//! `PRAGMA foreign_keys`, which SQLite ignores inside a transaction.

use std::collections::BTreeSet;

use diesel::connection::LoadConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::sqlite::Sqlite;

#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = BigInt)]
    foreign_keys: i64,
}

/// A row whose parent is not there.
#[derive(QueryableByName, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    #[diesel(sql_type = Text, column_name = "table")]
    child: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    rowid: Option<i64>,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = BigInt)]
    fkid: i64,
}

pub(super) fn are_on<C: LoadConnection<Backend = Sqlite>>(conn: &mut C) -> QueryResult<bool> {
    let setting = diesel::sql_query("PRAGMA foreign_keys").get_result::<Setting>(conn)?;
    Ok(setting.foreign_keys != 0)
}

pub(super) fn switch<C: LoadConnection<Backend = Sqlite>>(conn: &mut C, on: bool) -> QueryResult<()> {
    conn.batch_execute(match on {
        true => "PRAGMA foreign_keys = ON",
        false => "PRAGMA foreign_keys = OFF",
    })
}

pub(super) fn violations<C: LoadConnection<Backend = Sqlite>>(conn: &mut C) -> QueryResult<BTreeSet<Violation>> {
    let rows = diesel::sql_query("PRAGMA foreign_key_check").load::<Violation>(conn)?;
    Ok(rows.into_iter().collect())
}

/// Says in words what is broken now and was not before.
pub(super) fn broken(before: &BTreeSet<Violation>, after: &BTreeSet<Violation>) -> Option<String> {
    let mut new = after.difference(before);
    let first = new.next()?;
    let row = first.rowid.map_or(String::new(), |rowid| format!(" (rowid {rowid})"));
    let more = match new.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Some(format!("a row of `{}`{row} without its parent in `{}`{more}", first.child, first.parent))
}
