//! `LIMIT` and `OFFSET` of a load's first query.

use super::dialect::Dialect;
use super::fragment::Part;
use super::root::{RootQuery, SelectList};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::{LimitDsl, SelectDsl};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Untyped};
use diesel::{Expression, QueryResult, RunQueryDsl};
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

    fn is_plain(&self) -> QueryResult<bool> {
        self.query.is_plain()
    }

    fn push_keys<'b>(
        statement: &'b Self::Statement,
        columns: &'b [Part<DB>],
        _limited: bool,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        Q::push_keys(&statement.query, columns, true, out.reborrow())?;
        statement.push_limit(out)
    }

    fn select_parts(self, list: SelectList<DB>) -> Self::Statement {
        Limited {
            query: self.query.select_parts(SelectList { limited: true, ..list }),
            limit: self.limit,
            offset: self.offset,
        }
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
        self.push_limit(out)
    }
}

impl<Q> Limited<Q> {
    fn push_limit<'b, DB>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        DB: Dialect + HasSqlType<BigInt>,
        i64: ToSql<BigInt, DB>,
    {
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
    type SqlType = Q::SqlType;
}

// `select` after a limit leaves the load: what is left is a query that Diesel runs.
impl<Q, X> SelectDsl<X> for Limited<Q>
where
    Q: SelectDsl<X>,
    X: Expression,
{
    type Output = Limited<Q::Output>;
    fn select(self, selection: X) -> Self::Output {
        Limited { query: self.query.select(selection), limit: self.limit, offset: self.offset }
    }
}

impl<Q> LimitDsl for Limited<Q> {
    type Output = Self;
    fn limit(self, limit: i64) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

impl<Q, Conn> RunQueryDsl<Conn> for Limited<Q> {}

/// Loads that can be cut down to their first row.
#[diagnostic::on_unimplemented(
    message = "the first row of this query cannot be asked for",
    label = "a limit was set before `include`",
    note = "write `.limit(…)` and `.offset(…)` after `.include(…)`"
)]
pub trait FirstRowDsl {
    /// The load of one row.
    type Output;
    /// Cuts down.
    fn first_row(self) -> Self::Output;
}

/// A query with `LIMIT 1`: unlike other limits it is part of the query's type.
#[derive(Debug, Clone, Copy)]
pub struct FirstRow<Q>(pub(crate) Q);

impl<Q, DB> RootQuery<DB> for FirstRow<Q>
where
    DB: Dialect,
    Q: RootQuery<DB>,
{
    type Statement = FirstRow<Q::Statement>;
    const CAN_JOIN: bool = Q::CAN_JOIN;

    fn is_whole(&self, _table: Option<TypeId>) -> QueryResult<bool> {
        Ok(false)
    }

    fn is_plain(&self) -> QueryResult<bool> {
        self.0.is_plain()
    }

    fn push_keys<'b>(
        statement: &'b Self::Statement,
        columns: &'b [Part<DB>],
        _limited: bool,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        Q::push_keys(&statement.0, columns, true, out.reborrow())?;
        out.push_sql(" LIMIT 1");
        Ok(())
    }

    fn select_parts(self, list: SelectList<DB>) -> Self::Statement {
        FirstRow(self.0.select_parts(SelectList { limited: true, ..list }))
    }
}

impl<Q: QueryFragment<DB>, DB: Dialect> QueryFragment<DB> for FirstRow<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT 1");
        Ok(())
    }
}

impl<Q: QueryId> QueryId for FirstRow<Q> {
    type QueryId = FirstRow<Q::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for FirstRow<Q> {
    type SqlType = Untyped;
}
