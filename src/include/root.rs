//! The first query of a load: Diesel's own, with another select list.

use super::dialect::Dialect;
use super::fragment::{Part, push_list};
#[cfg(feature = "async")]
use super::select::ParentRows;
use super::select::{Joined, push_joins};
use diesel::internal::derives::multiconnection::SelectStatementAccessor;
use diesel::internal::table_macro::{BoxedSelectStatement, FromClause, SelectStatement};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::SelectDsl;
use diesel::result::Error;
use diesel::sql_types::Untyped;
use diesel::{QueryResult, QuerySource};
use std::any::TypeId;

/// A Diesel query that can be the first one of a load.
///
/// Diesel has checked its tables, conditions and orders; the load only replaces its select list.
#[diagnostic::on_unimplemented(
    message = "this is not a query that related rows can be loaded for",
    label = "expected a `SELECT` from a table, without `group_by`"
)]
pub trait RootQuery<DB: Dialect> {
    /// The query with its select list.
    type Statement: Query<SqlType = Untyped> + QueryFragment<DB> + QueryId + Send;

    /// Whether it returns every row of the table with this identity.
    fn is_whole(&self, table: Option<TypeId>) -> QueryResult<bool>;

    /// Whether tables can be joined to it.
    const CAN_JOIN: bool;

    /// Replaces the select list, and joins tables where that can be done.
    fn select_parts(self, columns: SelectList<DB>) -> Self::Statement;

    /// Whether it is nothing but conditions, an order and a limit, so that it means the same as a part of other
    /// statements.
    ///
    /// # Errors
    /// When a clause cannot be written.
    fn is_plain(&self) -> QueryResult<bool> {
        Ok(false)
    }

    /// Writes the statement as a part of another one, with these columns for its select list, where the query
    /// [`is_plain`](Self::is_plain); with `limited`, a limit comes behind it.
    ///
    /// # Errors
    /// When a clause cannot be written, and where it is not plain.
    #[doc(hidden)]
    fn push_keys<'b>(
        _statement: &'b Self::Statement,
        _columns: &'b [Part<DB>],
        _limited: bool,
        _out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        Err(Error::QueryBuilderError("this query cannot be a part of another one".into()))
    }
}

/// The first statement of the load of `Q`, as a part of other statements.
#[cfg(feature = "async")]
pub(crate) struct RootRows<'a, Q: RootQuery<DB>, DB: Dialect>(pub(crate) &'a Q::Statement);

#[cfg(feature = "async")]
impl<Q: RootQuery<DB>, DB: Dialect> ParentRows<DB> for RootRows<'_, Q, DB> {
    fn push_keys<'b>(&'b self, columns: &'b [Part<DB>], out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        Q::push_keys(self.0, columns, false, out)
    }
}

/// The select list of a statement and the tables that it needs.
pub struct SelectList<DB: Dialect> {
    pub(crate) columns: Vec<Part<DB>>,
    /// How many columns there are: a part may be several.
    pub(crate) width: usize,
    pub(crate) joins: Vec<Joined<DB>>,
    /// The text may differ from one time to the next.
    pub(crate) dynamic: bool,
    /// It binds no value.
    pub(crate) fixed: bool,
    /// What decides between rows that the order leaves equal, so that a limit takes the same ones each time.
    pub(crate) tie_break: Option<Part<DB>>,
    /// A limit comes behind the statement.
    pub(crate) limited: bool,
}

/// A select statement whose clauses are written by Diesel, with the columns of a load.
pub struct RootStatement<Q, DB: Dialect> {
    pub(crate) query: Q,
    pub(crate) columns: Vec<Part<DB>>,
    pub(crate) joins: Vec<Joined<DB>>,
    pub(crate) dynamic: bool,
    pub(crate) tie_break: Option<Part<DB>>,
}

impl<F, S, D, W, O, LOf, G, H, LC, DB> RootQuery<DB> for SelectStatement<FromClause<F>, S, D, W, O, LOf, G, H, LC>
where
    DB: Dialect,
    F: QuerySource + QueryId,
    FromClause<F>: QueryFragment<DB>,
    Self: Query + QueryId + Send,
    D: QueryFragment<DB>,
    W: QueryFragment<DB>,
    LOf: QueryFragment<DB>,
    G: QueryFragment<DB>,
    H: QueryFragment<DB>,
    O: QueryFragment<DB>,
    LC: QueryFragment<DB>,
    RootStatement<Self, DB>: QueryFragment<DB>,
{
    type Statement = RootStatement<Self, DB>;

    fn is_plain(&self) -> QueryResult<bool> {
        let db = DB::default();
        Ok(self.distinct_clause().is_noop(&db)?
            && self.group_by_clause().is_noop(&db)?
            && self.having_clause().is_noop(&db)?
            && self.locking_clause().is_noop(&db)?)
    }

    fn push_keys<'b>(
        statement: &'b Self::Statement,
        columns: &'b [Part<DB>],
        limited: bool,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        let limit = statement.query.limit_offset_clause();
        out.push_sql("SELECT ");
        push_list(columns, ", ", out.reborrow())?;
        statement.query.from_clause().walk_ast(out.reborrow())?;
        statement.query.where_clause().walk_ast(out.reborrow())?;
        // Without a limit the order changes nothing but the time it takes.
        if limited || !limit.is_noop(&DB::default())? {
            statement.push_order(out.reborrow())?;
        }
        limit.walk_ast(out)
    }

    fn is_whole(&self, table: Option<TypeId>) -> QueryResult<bool> {
        let db = DB::default();
        Ok(table.is_some()
            && F::query_id() == table
            && self.distinct_clause().is_noop(&db)?
            && self.where_clause().is_noop(&db)?
            && self.limit_offset_clause().is_noop(&db)?
            && self.group_by_clause().is_noop(&db)?
            && self.having_clause().is_noop(&db)?)
    }

    const CAN_JOIN: bool = true;

    fn select_parts(self, list: SelectList<DB>) -> Self::Statement {
        let SelectList { columns, joins, dynamic, tie_break, limited, .. } = list;
        // Without a limit all rows are there, whatever their order.
        let own_limit = || self.limit_offset_clause().is_noop(&DB::default()).is_ok_and(|none| !none);
        let tie_break = tie_break.filter(|_| limited || own_limit());
        RootStatement { query: self, columns, joins, dynamic, tie_break }
    }
}

impl<Q, DB> RootStatement<Q, DB>
where
    DB: Dialect,
    Q: SelectStatementAccessor,
    Q::Order: QueryFragment<DB>,
{
    fn push_order<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let order = self.query.order_clause();
        order.walk_ast(out.reborrow())?;
        if let Some(tie_break) = &self.tie_break {
            out.push_sql(if order.is_noop(&DB::default())? { " ORDER BY " } else { ", " });
            tie_break.walk_ast(out)?;
        }
        Ok(())
    }
}

impl<Q, DB> QueryFragment<DB> for RootStatement<Q, DB>
where
    DB: Dialect,
    Q: SelectStatementAccessor,
    Q::Distinct: QueryFragment<DB>,
    Q::From: QueryFragment<DB>,
    Q::Where: QueryFragment<DB>,
    Q::GroupBy: QueryFragment<DB>,
    Q::Having: QueryFragment<DB>,
    Q::Order: QueryFragment<DB>,
    Q::LimitOffset: QueryFragment<DB>,
    Q::Locking: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.dynamic {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql("SELECT ");
        self.query.distinct_clause().walk_ast(out.reborrow())?;
        push_list(&self.columns, ", ", out.reborrow())?;
        self.query.from_clause().walk_ast(out.reborrow())?;
        push_joins(&self.joins, out.reborrow())?;
        self.query.where_clause().walk_ast(out.reborrow())?;
        self.query.group_by_clause().walk_ast(out.reborrow())?;
        self.query.having_clause().walk_ast(out.reborrow())?;
        self.push_order(out.reborrow())?;
        self.query.limit_offset_clause().walk_ast(out.reborrow())?;
        self.query.locking_clause().walk_ast(out.reborrow())
    }
}

// The columns are not part of it: `Identified` adds what they follow from.
impl<Q: QueryId, DB: Dialect> QueryId for RootStatement<Q, DB> {
    type QueryId = RootStatement<Q::QueryId, DB>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q, DB: Dialect> Query for RootStatement<Q, DB> {
    type SqlType = Untyped;
}

impl<'a, ST, QS, DB, GB> RootQuery<DB> for BoxedSelectStatement<'a, ST, QS, DB, GB>
where
    DB: Dialect,
    Self: SelectDsl<SelectParts<DB>>,
    <Self as SelectDsl<SelectParts<DB>>>::Output: Query<SqlType = Untyped> + QueryFragment<DB> + QueryId + Send,
{
    type Statement = <Self as SelectDsl<SelectParts<DB>>>::Output;

    /// Not known: its clauses are erased.
    fn is_whole(&self, _table: Option<TypeId>) -> QueryResult<bool> {
        Ok(false)
    }

    const CAN_JOIN: bool = false;

    fn select_parts(self, list: SelectList<DB>) -> Self::Statement {
        self.select(SelectParts(list.columns))
    }
}

/// A select list as a Diesel expression, for statements that are boxed.
///
/// That its columns belong to the query was checked when the load was put together.
pub struct SelectParts<DB: Dialect>(Vec<Part<DB>>);

impl<DB: Dialect> diesel::Expression for SelectParts<DB> {
    type SqlType = Untyped;
}
impl<DB: Dialect, QS> diesel::SelectableExpression<QS> for SelectParts<DB> {}
impl<DB: Dialect, QS> diesel::AppearsOnTable<QS> for SelectParts<DB> {}
impl<DB: Dialect> diesel::expression::ValidGrouping<()> for SelectParts<DB> {
    type IsAggregate = diesel::expression::is_aggregate::No;
}
impl<DB: Dialect> QueryId for SelectParts<DB> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<DB: Dialect> QueryFragment<DB> for SelectParts<DB> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        push_list(&self.0, ", ", out)
    }
}
