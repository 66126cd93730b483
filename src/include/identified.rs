//! The identity of a load's first statement.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use std::marker::PhantomData;

/// A statement whose text follows from its own type and `Id`.
///
/// With that Diesel finds the prepared statement by type and need not write the text first, just to look it up.
pub(crate) struct Identified<S, Id> {
    statement: S,
    id: PhantomData<fn() -> Id>,
}

impl<S, Id> Identified<S, Id> {
    pub(crate) fn new(statement: S) -> Self {
        Self { statement, id: PhantomData }
    }
}

impl<S: QueryFragment<DB>, Id, DB: Backend> QueryFragment<DB> for Identified<S, Id> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.statement.walk_ast(out)
    }
}

impl<S: QueryId, Id: 'static> QueryId for Identified<S, Id> {
    type QueryId = Identified<S::QueryId, Id>;
    const HAS_STATIC_QUERY_ID: bool = S::HAS_STATIC_QUERY_ID;
}

impl<S: Query, Id> Query for Identified<S, Id> {
    type SqlType = S::SqlType;
}
