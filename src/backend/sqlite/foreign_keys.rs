//! `PRAGMA foreign_keys`, which SQLite ignores inside a transaction.

use std::collections::BTreeSet;

use diesel::result::QueryResult;

use crate::migration::Session;

/// Rows whose parents are not there: the table, the rowid where it has one, the parents' table, the foreign key.
pub(super) type Violations = BTreeSet<Vec<Option<String>>>;

pub(super) async fn are_on<S: Session>(session: &mut S) -> QueryResult<bool> {
    let rows = session.rows("PRAGMA foreign_keys", &[]).await?;
    Ok(rows.first().and_then(|row| row.first()?.as_deref()) == Some("1"))
}

pub(super) async fn switch<S: Session>(session: &mut S, on: bool) -> QueryResult<()> {
    let pragma = match on {
        true => "PRAGMA foreign_keys = ON",
        false => "PRAGMA foreign_keys = OFF",
    };
    session.run(pragma).await
}

pub(super) async fn violations<S: Session>(session: &mut S) -> QueryResult<Violations> {
    Ok(session.rows("PRAGMA foreign_key_check", &[]).await?.into_iter().collect())
}

/// Says in words what is broken now and was not before.
pub(super) fn broken(before: &Violations, after: &Violations) -> Option<String> {
    let mut new = after.difference(before);
    let column = |row: &[Option<String>], index: usize| row.get(index).cloned().flatten();
    let first = new.next()?;
    let (child, parent) = (column(first, 0).unwrap_or_default(), column(first, 2).unwrap_or_default());
    let row = column(first, 1).map_or(String::new(), |rowid| format!(" (rowid {rowid})"));
    let more = match new.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Some(format!("a row of `{child}`{row} without its parent in `{parent}`{more}"))
}
