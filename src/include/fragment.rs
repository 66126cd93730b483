//! Erased pieces of SQL.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::Untyped;

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

/// A statement that is known by its text and not by its type.
#[doc(hidden)]
#[derive(Debug)]
pub struct ByText<S>(pub(crate) S);

impl<S: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for ByText<S> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }
}

impl<S> QueryId for ByText<S> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S> Query for ByText<S> {
    type SqlType = Untyped;
}
