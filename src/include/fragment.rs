//! Erased pieces of SQL.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment};

/// A piece of SQL whose type has been checked and forgotten, so that one statement type serves every relation.
pub type Part<DB> = Box<dyn QueryFragment<DB> + Send>;

/// Forgets the type of a piece of SQL.
pub fn part<DB: Backend, X: QueryFragment<DB> + Send + 'static>(fragment: X) -> Part<DB> {
    Box::new(fragment)
}

/// Writes pieces with a separator between them.
pub(crate) fn push_list<'b, DB: Backend>(
    parts: &'b [Part<DB>],
    separator: &str,
    mut out: AstPass<'_, 'b, DB>,
) -> QueryResult<()> {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_sql(separator);
        }
        part.walk_ast(out.reborrow())?;
    }
    Ok(())
}
