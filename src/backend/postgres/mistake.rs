//! Where in a statement PostgreSQL's complaint points: it says so, in characters.

use diesel::result::Error as DieselError;

pub(super) fn find(sql: &str, error: &DieselError) -> Option<usize> {
    let DieselError::DatabaseError(_, info) = error else {
        return None;
    };
    let position = usize::try_from(info.statement_position()?).ok()?;
    sql.char_indices().nth(position.checked_sub(1)?).map(|(at, _)| at)
}
