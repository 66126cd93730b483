//! Code that is the same for every database.
//!
//! A function with a parameter `conn: &mut C` where `C: kinfolk::Connection` runs on SQLite, PostgreSQL and MySQL, on
//! pooled connections and on enums of connections ([`MultiConnection`](macro@crate::MultiConnection)). Queries run by
//! its methods have to be such as each database of the build can run; that is checked when the function is compiled.
//!
//! ```standalone_crate
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
//! #[derive(Projection)]
//! #[diesel(table_name = articles)]
//! struct Page {
//!     title: String,
//!     author: User,
//!     tags: Vec<Tag>,
//! }
//!
//! fn front_page<C: kinfolk::Connection>(conn: &mut C) -> QueryResult<Vec<Page>> {
//!     conn.load(Page::query().filter(articles::published.eq(true)).order(articles::id.desc()).limit(2))
//! }
//!
//! fn publish<C: kinfolk::Connection>(conn: &mut C, id: i32) -> QueryResult<usize> {
//!     conn.execute(diesel::update(articles::table.find(id)).set(articles::published.eq(true)))
//! }
//!
//! # fn main() -> QueryResult<()> {
//! # let conn = &mut connect();
//! assert_eq!(front_page(conn)?[0].title, "Four");
//! conn.transaction(|conn| publish(conn, 3))?;
//! assert_eq!(front_page(conn)?[1].title, "Three");
//! # Ok(())
//! # }
//! ```
//!
//! A database answers in its own way where Diesel's queries differ from one to the next: `RETURNING` is not there on
//! MySQL, and NULLs stand where each database puts them in an order.

#[cfg(feature = "async")]
mod asynchronous;
mod every;
mod links;
mod pooled;
mod tasks;

#[cfg(feature = "async")]
pub use asynchronous::{
    AsyncConnection, AsyncExecutes, AsyncLoads, AsyncOnMysql, AsyncOnPostgres, AsyncOnSqlite, AsyncPortable,
    AsyncTaskOn,
};
pub use every::{OnMysql, OnPostgres, OnSqlite};
pub use tasks::{Execute, Executes, Load, Loads, Portable, Task, TaskOn};

use diesel::QueryResult;
use diesel::query_dsl::methods::LimitDsl;
use diesel::result::Error;

/// A connection to a database of any kind. The [module](self) says what for.
///
/// It is implemented for Diesel's connections, for pooled ones, and for enums of connections by
/// [`#[derive(MultiConnection)]`](macro@crate::MultiConnection).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a connection that kinfolk knows",
    label = "not a connection to a database of this build",
    note = "each database has a feature of kinfolk: `sqlite`, `postgres`, `mysql`; an enum of connections needs `#[derive(diesel::MultiConnection, kinfolk::MultiConnection)]`"
)]
pub trait Connection: diesel::Connection {
    /// Runs a task on the connection inside, whose type it learns.
    fn run<T: Portable>(&mut self, task: T) -> T::Output;

    /// Loads all rows of a Diesel query, a projection or a query with related rows.
    ///
    /// # Errors
    /// As Diesel's `load`, and [`LoadDsl::load`](crate::include::LoadDsl::load) for related rows.
    fn load<L, U>(&mut self, query: L) -> QueryResult<Vec<U>>
    where
        Load<L, U>: Portable<Output = QueryResult<Vec<U>>>,
    {
        self.run(Load::new(query))
    }

    /// Loads the first row.
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when there is none (`.optional()` makes that `None`), and those of
    /// [`load`](Self::load).
    fn first<L, U>(&mut self, query: L) -> QueryResult<U>
    where
        L: LimitDsl,
        Load<L::Output, U>: Portable<Output = QueryResult<Vec<U>>>,
    {
        self.load(query.limit(1))?.into_iter().next().ok_or(Error::NotFound)
    }

    /// Executes an `INSERT`, `UPDATE` or `DELETE` of Diesel, or a [change of links](crate::link::Change); returns how
    /// many rows it was.
    ///
    /// # Errors
    /// Diesel's.
    fn execute<S>(&mut self, statement: S) -> QueryResult<usize>
    where
        Execute<S>: Portable<Output = QueryResult<usize>>,
    {
        self.run(Execute::new(statement))
    }
}
