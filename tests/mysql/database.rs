//! MySQL or MariaDB for the tests of every database.

use crate::support::mysql::TestDatabase;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::cell::RefCell;

pub type Conn = MysqlConnection;
pub type Db = diesel::mysql::Mysql;
#[cfg(feature = "async")]
pub type AsyncConn = diesel_async::AsyncMysqlConnection;

/// A character that is hard to send.
macro_rules! nul {
    () => {
        "\0"
    };
}
pub(crate) use nul;

/// The SQL type of text that is compared without case.
pub type TextWithoutCaseType = diesel::sql_types::Text;

/// The types of the columns of `keys::schema` that databases call by different names.
pub const BYTES: &str = "VARBINARY(255)";
pub const TEXT_KEY: &str = "VARCHAR(300) COLLATE utf8mb4_nopad_bin";
pub const TEXT_WITHOUT_CASE: &str = "VARCHAR(255) COLLATE utf8mb4_general_ci";
pub const TIMESTAMP: &str = "TIMESTAMP(6)";

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/mysql");

thread_local! {
    /// Dropped with the thread of their test.
    static DATABASES: RefCell<Vec<TestDatabase>> = const { RefCell::new(Vec::new()) };
    static REUSED: RefCell<Option<TestDatabase>> = const { RefCell::new(None) };
}

/// How many characters a text that is a key can have.
pub const LONGEST_KEY: usize = 300;

/// A database without tables.
pub fn bare() -> Conn {
    let database = TestDatabase::new();
    let conn = database.connect();
    DATABASES.with_borrow_mut(|databases| databases.push(database));
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
            let tables = [
                "countries",
                "users",
                "profiles",
                "categories",
                "articles",
                "tags",
                "article_tags",
                "comments",
                "reactions",
                "article_revisions",
                "revision_notes",
                "teams",
                "members",
            ];
            // `TRUNCATE` is slower on empty tables.
            let emptied: String =
                tables.map(|table| format!("DELETE FROM {table}; ALTER TABLE {table} AUTO_INCREMENT = 1;")).concat();
            conn.batch_execute(&format!("SET FOREIGN_KEY_CHECKS = 0; {emptied} SET FOREIGN_KEY_CHECKS = 1")).unwrap();
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
    conn.batch_execute("SET FOREIGN_KEY_CHECKS = 0").unwrap();
}

/// Foreign keys are looked at when the transaction ends.
pub fn defer_foreign_keys(conn: &mut Conn) -> QueryResult<()> {
    conn.batch_execute("SET FOREIGN_KEY_CHECKS = 0")
}

/// SQL that inserts a row for each `i` from `from` to `to`.
pub fn numbers(from: i32, to: i32, insert: &str, values: &str) -> String {
    // `/` is no division of integers.
    let values = values.replace(" / ", " DIV ");
    format!(
        "SET max_recursive_iterations = 1000000, sql_mode = CONCAT(@@sql_mode, ',PIPES_AS_CONCAT'); {insert}
         WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT {values} FROM n;"
    )
}

/// SQL that is written for SQLite, as this database would have it.
pub fn dialect(sql: &str) -> String {
    sql.to_owned()
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
    format!(".{name}' doesn't exist")
}

/// Drops a table that others point at.
pub fn drop_table(conn: &mut Conn, name: &str) {
    without_foreign_keys(conn);
    conn.batch_execute(&format!("DROP TABLE {name}")).unwrap();
}

/// How many statements so many keys of so many columns are sent in.
pub fn statements(keys: usize, columns: usize) -> usize {
    keys.div_ceil(32_768 / columns)
}

/// What a snapshot sends besides the queries, in order.
pub const SNAPSHOT: &[&str] = &["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", "BEGIN", "COMMIT"];

/// The rows of a load in each other way that this database has.
macro_rules! other_ways {
    ($conn:expr, $query:expr) => {
        vec![$query.in_snapshot().load($conn)]
    };
}
pub(crate) use {other_ways, other_ways as other_ways_on_last};

/// Whether a connection can be used when a query was dropped in the middle: its answer is still to come, and is taken for that to the next one.
#[cfg(feature = "async")]
pub const SURVIVES_DROPPED_QUERIES: bool = false;
