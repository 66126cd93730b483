//! Running a load on a Diesel connection.

use super::collect::Collect;
use super::dialect::Dialect;
use super::driver;
use super::family::SyncRows;
use super::known::{KnownBackend, Of};
use super::limited::FirstRowDsl;
use super::load_as::LoadAs;
use super::query::IncludeQuery;
use super::root::RootQuery;
use diesel::QueryResult;
use diesel::connection::{Connection, LoadConnection};
use diesel::query_builder::QueryId;
use diesel::result::Error;

/// Runs a load, as Diesel's `RunQueryDsl` runs a query.
///
/// ```standalone_crate
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
/// # fn main() -> QueryResult<()> {
/// # let conn = &mut connect();
/// let all: Vec<(Article, User)> = articles::table.order(articles::id).include(articles::rel::author).load(conn)?;
/// let (article, author): (Article, User) = articles::table.find(3).include(articles::rel::author).first(conn)?;
/// assert_eq!((all.len(), article.id, author.name.as_str()), (4, 3, "Bob"));
///
/// let none = articles::table.find(9).include(articles::rel::author).first::<(Article, User)>(conn).optional()?;
/// assert!(none.is_none());
/// # Ok(())
/// # }
/// ```
pub trait LoadDsl<Conn>: Sized {
    /// Runs the queries and returns the rows with what hangs below them, in the order of the query.
    ///
    /// # Errors
    /// Diesel's errors; [`Error::DeserializationError`] with a [`MissingRow`](super::MissingRow) when a row that a
    /// NOT NULL foreign key promises is not there.
    fn load<U>(self, conn: &mut Conn) -> QueryResult<Vec<U>>
    where
        Conn: Connection,
        Conn::Backend: KnownBackend,
        Self: LoadInto<Of<Conn::Backend, Conn>, U>,
    {
        self.load_into(Conn::Backend::of(conn))
    }

    /// Loads the first row with what hangs below it.
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when there is none (`.optional()` makes that `None`), and those of
    /// [`load`](Self::load).
    fn first<U>(self, conn: &mut Conn) -> QueryResult<U>
    where
        Conn: Connection,
        Conn::Backend: KnownBackend,
        Self: FirstRowDsl,
        Self::Output: LoadInto<Of<Conn::Backend, Conn>, U>,
    {
        self.first_row().load_into(Conn::Backend::of(conn))?.into_iter().next().ok_or(Error::NotFound)
    }
}
impl<Q, I, Conn> LoadDsl<Conn> for IncludeQuery<Q, I> {}

/// A load that can be run on the connection `Conn` into values of the type `U`.
#[diagnostic::on_unimplemented(
    message = "this query cannot be loaded into `{U}` from `{Conn}`",
    label = "cannot be loaded"
)]
pub trait LoadInto<Conn, U> {
    /// Runs the load.
    ///
    /// # Errors
    /// See [`LoadDsl::load`].
    fn load_into(self, conn: &mut Conn) -> QueryResult<Vec<U>>;
}

impl<Q, I, Conn, U> LoadInto<Conn, U> for IncludeQuery<Q, I>
where
    Conn: LoadConnection + 'static,
    Conn::Backend: Dialect,
    I: LoadAs<U, Conn::Backend> + 'static,
    U: 'static,
    I::Table: QueryId,
    Q: RootQuery<Conn::Backend>,
{
    fn load_into(self, conn: &mut Conn) -> QueryResult<Vec<U>> {
        let (statement, mut rows) = self.plan::<U, SyncRows<Conn>>()?;
        driver::each_row(conn, statement, |row| rows.row(row))?;
        driver::run(conn, &mut rows)?;
        Ok(Box::new(rows).finish()?.collect())
    }
}
