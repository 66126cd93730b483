//! SQLite for the tests of every database.

use crate::blog::rows;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use tempfile::TempDir;

pub use crate::blog::rows::{connect, empty, empty as reused};

pub type Conn = SqliteConnection;
pub type Db = diesel::sqlite::Sqlite;
#[cfg(feature = "async")]
pub type AsyncConn = diesel_async::sync_connection_wrapper::SyncConnectionWrapper<SqliteConnection>;

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
pub const BYTES: &str = "BLOB";
pub const TEXT_KEY: &str = "TEXT";
pub const TEXT_WITHOUT_CASE: &str = "TEXT COLLATE NOCASE";
pub const TIMESTAMP: &str = "TIMESTAMP";

/// How many characters a text that is a key can have.
pub const LONGEST_KEY: usize = 200_000;

/// A database without tables.
pub fn bare() -> Conn {
    SqliteConnection::establish(":memory:").unwrap()
}

#[cfg(feature = "async")]
pub async fn into_async(conn: Conn) -> AsyncConn {
    AsyncConn::new(conn)
}

pub fn without_foreign_keys(conn: &mut Conn) {
    conn.batch_execute("PRAGMA foreign_keys = OFF").unwrap();
}

/// Foreign keys are looked at when the transaction ends.
pub fn defer_foreign_keys(conn: &mut Conn) -> QueryResult<()> {
    conn.batch_execute("PRAGMA defer_foreign_keys = ON")
}

/// SQL that inserts a row for each `i` from `from` to `to`.
pub fn numbers(from: i32, to: i32, insert: &str, values: &str) -> String {
    format!(
        "{insert} WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to})
         SELECT {values} FROM n;"
    )
}

/// SQL that is written for SQLite, as this database would have it.
pub fn dialect(sql: &str) -> String {
    sql.to_owned()
}

/// The blog in a place that several connections can be made to.
pub struct Shared {
    _folder: TempDir,
    url: String,
}

impl Shared {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = folder.path().join("blog.db").to_str().unwrap().to_owned();
        diesel::sql_query("VACUUM INTO ?")
            .bind::<diesel::sql_types::Text, _>(&url)
            .execute(&mut rows::connect())
            .unwrap();
        SqliteConnection::establish(&url).unwrap().batch_execute("PRAGMA journal_mode = WAL").unwrap();
        Self { _folder: folder, url }
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// What is said of a table that is not there.
pub fn no_such_table(name: &str) -> String {
    format!("no such table: {name}")
}

/// Drops a table that others point at.
pub fn drop_table(conn: &mut Conn, name: &str) {
    without_foreign_keys(conn);
    conn.batch_execute(&format!("DROP TABLE {name}")).unwrap();
}

/// How many statements so many keys of so many columns are sent in.
pub fn statements(_keys: usize, _columns: usize) -> usize {
    1
}

/// What a snapshot sends besides the queries, in order.
pub const SNAPSHOT: &[&str] = &["BEGIN", "COMMIT"];

/// The rows of a load in each other way that this database has.
macro_rules! other_ways {
    ($conn:expr, $query:expr) => {
        vec![$query.in_snapshot().load($conn)]
    };
}
pub(crate) use {other_ways, other_ways as other_ways_on_last};

/// Whether a connection can be used when a query was dropped in the middle: the query is waited for.
#[cfg(feature = "async")]
pub const SURVIVES_DROPPED_QUERIES: bool = true;
