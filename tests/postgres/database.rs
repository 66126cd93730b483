//! PostgreSQL for the tests of every database.

use crate::support::postgres::TestDatabase;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::cell::RefCell;

pub type Conn = PgConnection;
pub type Db = diesel::pg::Pg;
#[cfg(feature = "async")]
pub type AsyncConn = diesel_async::AsyncPgConnection;

/// A character that is hard to send; PostgreSQL stores no NUL.
macro_rules! nul {
    () => {
        "\u{1}"
    };
}
pub(crate) use nul;

/// The SQL type of text that is compared without case.
pub type TextWithoutCaseType = diesel::sql_types::Citext;

/// The types of the columns of `keys::schema` that databases call by different names.
pub const BYTES: &str = "BYTEA";
pub const TEXT_KEY: &str = "TEXT";
pub const TEXT_WITHOUT_CASE: &str = "CITEXT";
pub const TIMESTAMP: &str = "TIMESTAMP";

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");

thread_local! {
    /// Dropped with the thread of their test.
    static DATABASES: RefCell<Vec<TestDatabase>> = const { RefCell::new(Vec::new()) };
    static REUSED: RefCell<Option<TestDatabase>> = const { RefCell::new(None) };
}

/// How many characters a text that is a key can have.
pub const LONGEST_KEY: usize = 2_000;

/// A database without tables.
pub fn bare() -> Conn {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    DATABASES.with_borrow_mut(|databases| databases.push(database));
    conn.batch_execute("CREATE EXTENSION IF NOT EXISTS citext").unwrap();
    conn
}

/// The tables, empty.
pub fn empty() -> Conn {
    let mut conn = bare();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    conn
}

/// The tables with a few rows.
pub fn connect() -> Conn {
    let mut conn = empty();
    conn.batch_execute(include_str!("../blog/rows.sql")).unwrap();
    conn
}

/// The tables, empty: each time the same database of this thread.
pub fn reused() -> Conn {
    REUSED.with_borrow_mut(|reused| match reused {
        Some(database) => {
            let mut conn = database.connect();
            conn.batch_execute(
                "TRUNCATE countries, users, profiles, categories, articles, tags, article_tags, comments, reactions,
                 article_revisions, revision_notes, teams, members RESTART IDENTITY",
            )
            .unwrap();
            conn
        }
        None => {
            let database = TestDatabase::new();
            let mut conn = database.connect();
            conn.run_pending_migrations(MIGRATIONS).unwrap();
            *reused = Some(database);
            conn
        }
    })
}

/// A connection to the database that `conn` was the last one made to.
#[cfg(feature = "async")]
pub async fn into_async(conn: Conn) -> AsyncConn {
    use diesel_async::AsyncConnection as _;
    drop(conn);
    let url = DATABASES.with_borrow(|databases| databases.last().unwrap().url().to_owned());
    AsyncConn::establish(&url).await.unwrap()
}

pub fn without_foreign_keys(conn: &mut Conn) {
    conn.batch_execute("SET session_replication_role = replica").unwrap();
}

/// Foreign keys are looked at when the transaction ends.
pub fn defer_foreign_keys(conn: &mut Conn) -> QueryResult<()> {
    conn.batch_execute("SET LOCAL session_replication_role = replica")
}

/// SQL that inserts a row for each `i` from `from` to `to`.
pub fn numbers(from: i32, to: i32, insert: &str, values: &str) -> String {
    format!("{insert} SELECT {values} FROM GENERATE_SERIES({from}, {to}) AS n (i);")
}

/// SQL that is written for SQLite, as this database would have it.
pub fn dialect(sql: &str) -> String {
    let mut number = 0;
    let mut text = String::new();
    for character in sql.chars() {
        match character {
            '`' => text.push('"'),
            '?' => {
                number += 1;
                text.push_str(&format!("${number}"));
            }
            other => text.push(other),
        }
    }
    text
}

/// The blog in a place that several connections can be made to.
pub struct Shared(TestDatabase);

impl Shared {
    pub fn new() -> Self {
        let database = TestDatabase::new();
        let mut conn = database.connect();
        conn.run_pending_migrations(MIGRATIONS).unwrap();
        conn.batch_execute(include_str!("../blog/rows.sql")).unwrap();
        Self(database)
    }

    pub fn url(&self) -> &str {
        self.0.url()
    }
}

/// What is said of a table that is not there.
pub fn no_such_table(name: &str) -> String {
    format!("relation \"{name}\" does not exist")
}

/// Drops a table that others point at.
pub fn drop_table(conn: &mut Conn, name: &str) {
    conn.batch_execute(&format!("DROP TABLE {name} CASCADE")).unwrap();
}

/// How many statements so many keys of so many columns are sent in.
pub fn statements(_keys: usize, _columns: usize) -> usize {
    1
}

/// What a snapshot sends besides the queries, in order.
pub const SNAPSHOT: &[&str] = &["BEGIN", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", "COMMIT"];

/// The rows of a load in each other way that this database has; `$asynchronous` runs something on an async connection.
macro_rules! ways {
    ($conn:expr, $asynchronous:path, $query:expr) => {{
        #[allow(unused_mut)]
        let mut ways = vec![$query.in_snapshot().load($conn)];
        #[cfg(feature = "one_statement")]
        ways.push($query.in_one_statement().load($conn));
        #[cfg(all(feature = "async", feature = "one_statement"))]
        ways.push($asynchronous(async |conn| $query.in_one_statement().load_async(conn).await));
        #[cfg(feature = "async")]
        ways.push($asynchronous(async |conn| $query.load_async(conn).await));
        #[cfg(feature = "async")]
        ways.push($asynchronous(async |conn| $query.in_one_round_trip().load_async(conn).await));
        ways
    }};
}
pub(crate) use ways;

/// The other ways, on a connection that [`reused`] returned.
macro_rules! other_ways {
    ($conn:expr, $query:expr) => {
        crate::database::ways!($conn, crate::database::reused_async, $query)
    };
}
/// The other ways, on the connection that [`bare`] returned last.
macro_rules! other_ways_on_last {
    ($conn:expr, $query:expr) => {
        crate::database::ways!($conn, crate::database::last_async, $query)
    };
}
pub(crate) use {other_ways, other_ways_on_last};

#[cfg(feature = "async")]
thread_local! {
    static RUNTIME: tokio::runtime::Runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    static REUSED_ASYNC: RefCell<Option<AsyncConn>> = const { RefCell::new(None) };
}

#[cfg(feature = "async")]
async fn connect_async(url: &str) -> AsyncConn {
    use diesel_async::AsyncConnection as _;
    AsyncConn::establish(url).await.unwrap()
}

/// Runs it on an async connection to the database of [`reused`].
#[cfg(feature = "async")]
pub fn reused_async<T>(run: impl AsyncFnOnce(&mut AsyncConn) -> T) -> T {
    let url = REUSED.with_borrow(|reused| reused.as_ref().unwrap().url().to_owned());
    RUNTIME.with(|runtime| {
        runtime.block_on(async {
            let mut conn = match REUSED_ASYNC.take() {
                Some(conn) => conn,
                None => connect_async(&url).await,
            };
            let result = run(&mut conn).await;
            REUSED_ASYNC.set(Some(conn));
            result
        })
    })
}

/// Runs it on an async connection to the database that [`bare`] made last.
#[cfg(feature = "async")]
pub fn last_async<T>(run: impl AsyncFnOnce(&mut AsyncConn) -> T) -> T {
    let url = DATABASES.with_borrow(|databases| databases.last().unwrap().url().to_owned());
    RUNTIME.with(|runtime| runtime.block_on(async { run(&mut connect_async(&url).await).await }))
}

/// Whether a connection can be used when a query was dropped in the middle: its answer is thrown away when it comes.
#[cfg(feature = "async")]
pub const SURVIVES_DROPPED_QUERIES: bool = true;
