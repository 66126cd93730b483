//! Rows within rows: the statement of a relation as a column of its parents' statement.
//!
//! The SQL is that of databases whose rows and arrays are values ([`Nesting`](super::Nesting)); only loads on those ask
//! for it.

use super::dialect::Dialect;
use super::fragment::{Part, push_list};
use super::select::{Keys, Select};
use diesel::QueryResult;
use diesel::query_builder::{AstPass, QueryFragment};

/// `ROW(columns)`
pub(crate) struct OneValue<DB>(pub(crate) Vec<Part<DB>>);

impl<DB: Dialect> QueryFragment<DB> for OneValue<DB> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("ROW(");
        push_list(&self.0, ", ", out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

/// `ARRAY(SELECT …)`: the children of the row that it stands in.
pub(crate) struct NestedSelect<DB: Dialect> {
    pub(crate) select: Select<DB>,
    /// The key of the children.
    pub(crate) columns: Vec<Part<DB>>,
    /// The same key in the row.
    pub(crate) parent_columns: Vec<Part<DB>>,
}

impl<DB: Dialect> QueryFragment<DB> for NestedSelect<DB> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Self { select, columns, parent_columns } = self;
        out.push_sql("ARRAY(");
        select.push(Keys::OfThisRow { columns, parent_columns }, out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}
