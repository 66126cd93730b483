//! The statements that change links.

use crate::include::{Dialect, NewRows, Part, push_separated};
use diesel::QueryResult;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

/// One `INSERT` or `DELETE` in a table of links.
pub(super) struct LinkStatement<DB: Dialect> {
    pub(super) table: Part<DB>,
    pub(super) owner_columns: &'static [&'static str],
    pub(super) target_columns: &'static [&'static str],
    pub(super) owner: Vec<Part<DB>>,
    pub(super) targets: Vec<Vec<Part<DB>>>,
    pub(super) kind: Kind,
}

/// What a statement does with its targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Links the owner with them.
    Insert,
    /// Removes the links to them.
    Delete,
    /// Removes the links to all others.
    DeleteOthers,
}

impl<DB: Dialect> LinkStatement<DB> {
    fn push_insert<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let columns = self.owner_columns.iter().chain(self.target_columns).copied().collect();
        let rows = self.targets.iter().map(|target| self.owner.iter().chain(target).collect()).collect();
        DB::push_insert_new(&NewRows { table: &self.table, columns, rows }, out)
    }

    fn push_delete<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("DELETE FROM ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        push_equal(self.owner_columns, &self.owner, out.reborrow())?;
        if self.targets.is_empty() {
            return Ok(());
        }
        out.push_sql(if self.kind == Kind::Delete { " AND (" } else { " AND NOT (" });
        match self.target_columns {
            [column] => {
                out.push_identifier(column)?;
                out.push_sql(" IN (");
                push_separated(self.targets.iter().flatten(), out.reborrow())?;
                out.push_sql(")");
            }
            columns => {
                for (at, target) in self.targets.iter().enumerate() {
                    out.push_sql(if at > 0 { " OR (" } else { "(" });
                    push_equal(columns, target, out.reborrow())?;
                    out.push_sql(")");
                }
            }
        }
        out.push_sql(")");
        Ok(())
    }
}

/// `a = ? AND b = ?`
fn push_equal<'b, DB: Dialect>(
    columns: &[&str],
    values: &'b [Part<DB>],
    mut out: AstPass<'_, 'b, DB>,
) -> QueryResult<()> {
    for (at, (column, value)) in columns.iter().zip(values).enumerate() {
        out.push_sql(if at > 0 { " AND " } else { "" });
        out.push_identifier(column)?;
        out.push_sql(" = ");
        value.walk_ast(out.reborrow())?;
    }
    Ok(())
}

impl<DB: Dialect> QueryFragment<DB> for LinkStatement<DB> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // The text depends on the number of targets: a cache would fill with statements that are never used again.
        if self.targets.len() > 1 {
            out.unsafe_to_cache_prepared();
        }
        match self.kind {
            Kind::Insert => self.push_insert(out),
            Kind::Delete | Kind::DeleteOthers => self.push_delete(out),
        }
    }
}

impl<DB: Dialect> QueryId for LinkStatement<DB> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
