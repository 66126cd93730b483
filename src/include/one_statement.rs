//! A whole load as one statement: the rows of each relation within those of their parents.

use super::collect::Collect;
use super::columns::Columns;
use super::dialect::Dialect;
use super::driver;
use super::family::Family;
use super::fragment::ByText;
use super::job::Jobs;
use super::limited::FirstRowDsl;
use super::load::{LoadDsl, LoadInto};
use super::load_as::LoadAs;
#[cfg(feature = "async")]
use super::load_async::{self, FetchAsync, Finish, LoadAsyncDsl, LoadIntoAsync};
use super::query::IncludeQuery;
use super::root::{RootQuery, SelectList};
use super::snapshot::Snapshot;
use diesel::QueryResult;
use diesel::connection::LoadConnection;
use diesel::result::{Error, UnexpectedEndOfRow, UnexpectedNullError};
use diesel::row::{Field, Row};

/// A load in one statement; made by [`in_one_statement`](IncludeQuery::in_one_statement).
#[derive(Debug, Clone, Copy)]
#[must_use = "queries are only executed when calling `load`, `first` or similar"]
pub struct OneStatement<L>(L);

/// A database whose rows and arrays of rows are values, so that rows can stand within others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot load relations in one statement in this build",
    label = "not a database whose rows can stand within others",
    note = "PostgreSQL can, with the feature `one_statement` of kinfolk; elsewhere write `.in_snapshot()`"
)]
pub trait Nesting: Dialect {
    /// Rows that are values.
    #[doc(hidden)]
    type Rows: Family<Backend = Self>;

    /// Hands out the row that a value is.
    ///
    /// # Errors
    /// When it is none, and those of `take`.
    #[doc(hidden)]
    fn with_row(value: Self::RawValue<'_>, take: &mut TakeNested<'_, Self>) -> QueryResult<()>;
}

/// Takes a row that is a value.
#[doc(hidden)]
pub type TakeNested<'a, DB> =
    dyn for<'conn, 'query> FnMut(&<<DB as Nesting>::Rows as Family>::Row<'conn, 'query>) -> QueryResult<()> + 'a;

impl<Q, I> IncludeQuery<Q, I> {
    /// Loads everything in one statement, on PostgreSQL: the children of each row are a value in it, and so on down, as
    /// PostgreSQL's own rows and arrays in their binary form. Nothing is encoded as JSON.
    ///
    /// ```sql
    /// SELECT ROW(articles.id, articles.title, ARRAY(
    ///     SELECT ROW(comments.body) FROM (SELECT articles.id) AS kinfolk_parent (key_0), comments
    ///     WHERE comments.article_id = kinfolk_parent.key_0 ORDER BY comments.id
    /// )) FROM articles ORDER BY articles.id DESC LIMIT 20
    /// ```
    ///
    /// It waits for the database once and sees one state of it. The database works more than for one query a relation: this
    /// pays over a network and for a page of rows, and not for all rows of a large table. On an async connection
    /// `in_one_round_trip` waits once too and is mostly the faster one.
    ///
    /// Needs the feature `one_statement`, which enables Diesel's feature for third-party backends: it lets a row be read
    /// that stands within another one. A recursive relation takes one more statement; a query that is boxed, distinct,
    /// grouped or locks rows is loaded as by [`in_snapshot`](Self::in_snapshot).
    pub fn in_one_statement(self) -> OneStatement<Self> {
        OneStatement(self)
    }
}

impl<L, Conn> LoadDsl<Conn> for OneStatement<L> {}
#[cfg(feature = "async")]
impl<L, Conn> LoadAsyncDsl<Conn> for OneStatement<L> {}

impl<L: FirstRowDsl> FirstRowDsl for OneStatement<L> {
    type Output = OneStatement<L::Output>;
    fn first_row(self) -> Self::Output {
        OneStatement(self.0.first_row())
    }
}

/// The statement of a whole load and what collects its rows.
fn plan<Q, I, U, DB>(load: IncludeQuery<Q, I>) -> (Q::Statement, I::Rows<DB::Rows>)
where
    DB: Nesting,
    I: LoadAs<U, DB>,
    Q: RootQuery<DB>,
{
    let (query, include) = load.into_parts();
    let mut columns = Columns::nested(Q::CAN_JOIN);
    let rows = include.rows::<DB::Rows>(&mut columns);
    // Its text is not known from types; it is looked up by text.
    let list = SelectList { dynamic: false, ..columns.into_list() };
    (query.select_parts(list), rows)
}

/// Takes a row of one value, which is a row.
fn take<'a, DB: Nesting>(row: &impl Row<'a, DB>, rows: &mut (impl Collect<DB::Rows> + ?Sized)) -> QueryResult<()> {
    value::<DB>(row, &mut |row| rows.row(row))
}

fn value<'a, DB: Nesting>(row: &impl Row<'a, DB>, take: &mut TakeNested<'_, DB>) -> QueryResult<()> {
    let field = row.get(0).ok_or_else(|| Error::DeserializationError(Box::new(UnexpectedEndOfRow)))?;
    let value = field.value().ok_or_else(|| Error::DeserializationError(Box::new(UnexpectedNullError)))?;
    DB::with_row(value, take)
}

impl<Q, I, Conn, U> LoadInto<Conn, U> for OneStatement<IncludeQuery<Q, I>>
where
    Conn: LoadConnection + 'static,
    Conn::Backend: Nesting,
    IncludeQuery<Q, I>: LoadInto<Conn, U>,
    I: LoadAs<U, Conn::Backend>,
    Q: RootQuery<Conn::Backend>,
{
    fn load_into(self, conn: &mut Conn) -> QueryResult<Vec<U>> {
        let Self(load) = self;
        if !load.is_plain()? {
            return Snapshot(load).load_into(conn);
        }
        let (statement, mut rows) = plan::<Q, I, U, Conn::Backend>(load);
        driver::each_row(conn, ByText(statement), |row| take(row, &mut rows))?;
        loop {
            let mut jobs = Jobs::new();
            rows.ready(&mut jobs);
            if jobs.is_empty() {
                return Ok(Box::new(rows).finish()?.collect());
            }
            for job in jobs {
                let query = job.query();
                driver::each_row(conn, &query, |row| value(row, &mut |row| job.row(row)))?;
            }
        }
    }
}

#[cfg(feature = "async")]
impl<Q, I, Conn, U> LoadIntoAsync<Conn, U> for OneStatement<IncludeQuery<Q, I>>
where
    Conn: diesel_async::AsyncConnection + 'static,
    Conn::Backend: Nesting,
    IncludeQuery<Q, I>: FetchAsync<Conn, U>,
    I: LoadAs<U, Conn::Backend> + Send,
    U: 'static,
    Q: RootQuery<Conn::Backend> + Send,
{
    async fn load_into_async(self, conn: &mut Conn) -> QueryResult<Vec<U>> {
        let Self(load) = self;
        if !load.is_plain()? {
            return Snapshot(load).fetch(conn).await?.finish();
        }
        let (statement, mut rows) = plan::<Q, I, U, Conn::Backend>(load);
        load_async::each_row(conn, ByText(statement), |row| take(row, &mut rows)).await?;
        loop {
            let mut jobs = Jobs::new();
            rows.ready(&mut jobs);
            if jobs.is_empty() {
                break;
            }
            for job in jobs {
                let query = job.query();
                load_async::each_row(conn, &query, |row| value(row, &mut |row| job.row(row))).await?;
            }
        }
        Ok(Box::new(rows).finish()?.collect())
    }
}
