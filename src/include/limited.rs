//! `LIMIT` and `OFFSET` of a load's first query.

use super::dialect::Dialect;
use super::fragment::Part;
use super::root::RootQuery;
use super::select::Joined;
use diesel::QueryResult;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Untyped};
use std::any::TypeId;

/// A query with a limit or an offset that is written as a literal where that is faster.
///
/// Diesel binds them, and SQLite prepares a statement with a bound `LIMIT` again for every execution.
#[derive(Debug, Clone, Copy)]
pub struct Limited<Q> {
    pub(crate) query: Q,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
}

impl<Q, DB> RootQuery<DB> for Limited<Q>
where
    DB: Dialect + HasSqlType<BigInt>,
    Q: RootQuery<DB>,
    i64: ToSql<BigInt, DB>,
{
    type Statement = Limited<Q::Statement>;

    fn is_whole(&self, _table: Option<TypeId>) -> QueryResult<bool> {
        Ok(false)
    }

    const CAN_JOIN: bool = Q::CAN_JOIN;

    fn select_parts(self, columns: Vec<Part<DB>>, joins: Vec<Joined<DB>>) -> Self::Statement {
        Limited { query: self.query.select_parts(columns, joins), limit: self.limit, offset: self.offset }
    }
}

impl<Q, DB> QueryFragment<DB> for Limited<Q>
where
    DB: Dialect + HasSqlType<BigInt>,
    Q: QueryFragment<DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        match &self.limit {
            Some(limit) if (0..=DB::LITERAL_LIMIT).contains(limit) => out.push_sql(&format!(" LIMIT {limit}")),
            Some(limit) => {
                out.push_sql(" LIMIT ");
                out.push_bind_param::<BigInt, i64>(limit)?;
            }
            None if self.offset.is_some() => out.push_sql(DB::NO_LIMIT),
            None => {}
        }
        if let Some(offset) = &self.offset {
            out.push_sql(" OFFSET ");
            out.push_bind_param::<BigInt, i64>(offset)?;
        }
        Ok(())
    }
}

impl<Q> QueryId for Limited<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Limited<Q> {
    type SqlType = Untyped;
}
