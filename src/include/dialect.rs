//! What a database must be able to do for nested loads.

use super::fragment::Part;
#[cfg(feature = "async")]
use super::pipeline::Pipeline;
use crate::relation::{Key, KeyBackend};
use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::sql_types::Untyped;
#[cfg(feature = "async")]
use std::any::Any;

/// A Diesel backend that kinfolk can load from: how a list of keys is sent.
#[diagnostic::on_unimplemented(
    message = "kinfolk does not load from `{Self}` in this build",
    label = "enable the feature of this database",
    note = "for example `kinfolk = {{ version = \"…\", features = [\"sqlite\"] }}`"
)]
pub trait Dialect: KeyBackend<QueryBuilder: Default> + Default + QueryMetadata<Untyped> + 'static {
    /// Keys made ready to be bound.
    type KeyList: Send + 'static;

    /// Makes distinct keys ready to be bound; `kinds` are those of their columns.
    fn key_list(keys: &[Key], kinds: &[Self::KeyKind]) -> Self::KeyList;

    /// How many values of keys one statement can bind. Where there are more it is sent several times.
    const KEY_VALUES: usize = usize::MAX;

    /// Writes `columns IN (keys)`, with a text that depends on the number of keys as little as possible.
    ///
    /// # Errors
    /// When a key cannot be bound.
    fn push_key_list<'b>(
        columns: &'b [Part<Self>],
        keys: &'b Self::KeyList,
        out: AstPass<'_, 'b, Self>,
    ) -> QueryResult<()>;

    /// Writes an `INSERT` that does nothing for rows which are there already, and does not count them.
    ///
    /// # Errors
    /// When a name cannot be quoted or a value cannot be bound.
    fn push_insert_new<'b>(rows: &NewRows<'b, Self>, mut out: AstPass<'_, 'b, Self>) -> QueryResult<()> {
        rows.push_target(out.reborrow())?;
        out.push_sql(" VALUES ");
        for (at, row) in rows.rows.iter().enumerate() {
            out.push_sql(if at > 0 { ", (" } else { "(" });
            push_separated(row.iter().copied(), out.reborrow())?;
            out.push_sql(")");
        }
        // Not `INSERT OR IGNORE`: that would also swallow NULLs where there must be none.
        out.push_sql(" ON CONFLICT (");
        rows.push_names(out.reborrow())?;
        out.push_sql(") DO NOTHING");
        Ok(())
    }

    /// The largest `LIMIT` that is written as a literal.
    ///
    /// A literal spares SQLite from preparing the statement again on every execution; a bound on it keeps the cache of
    /// prepared statements small when callers choose the limit.
    const LITERAL_LIMIT: i64;

    /// Said before `BEGIN`, so that all queries of the transaction see one state of the database.
    const BEFORE_SNAPSHOT: Option<&'static str>;

    /// Said after `BEGIN`, for the same.
    const IN_SNAPSHOT: Option<&'static str>;

    /// Whether an async connection waits for a query that is dropped. Where it does not, and is no pipeline, the answer
    /// stays unread, and the next query would take it for its own.
    #[doc(hidden)]
    const WAITS_WHEN_DROPPED: bool = false;

    /// The connection, or the one inside, if it can be sent several queries at once.
    #[cfg(feature = "async")]
    #[doc(hidden)]
    fn pipeline(_conn: &mut dyn Any) -> Option<&dyn Pipeline<Self>> {
        None
    }

    /// Whether rows that several keys find come in the order of the keys, out of an index, so that they are ordered by the
    /// key before all else. Servers read many rows as they stand in the table: in the order of their own keys, or close to
    /// it, which is then the cheaper one.
    #[doc(hidden)]
    const FINDS_IN_ORDER_OF_KEYS: bool = false;

    /// What stands for "no limit" before an `OFFSET`, where the database wants one.
    const NO_LIMIT: &'static str;
}

/// Rows to insert whose columns are together unique.
#[doc(hidden)]
#[allow(missing_debug_implementations)]
pub struct NewRows<'b, DB: Backend> {
    pub(crate) table: &'b Part<DB>,
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<&'b Part<DB>>>,
}

impl<'b, DB: Backend> NewRows<'b, DB> {
    /// `INSERT INTO table (columns)`
    pub(crate) fn push_target(&self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("INSERT INTO ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" (");
        self.push_names(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }

    /// The columns, separated.
    pub(crate) fn push_names(&self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for (at, column) in self.columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            out.push_identifier(column)?;
        }
        Ok(())
    }
}

/// Values, separated.
pub(crate) fn push_separated<'b, DB: Backend>(
    values: impl Iterator<Item = &'b Part<DB>>,
    mut out: AstPass<'_, 'b, DB>,
) -> QueryResult<()> {
    for (at, value) in values.enumerate() {
        out.push_sql(if at > 0 { ", " } else { "" });
        value.walk_ast(out.reborrow())?;
    }
    Ok(())
}
