//! SQLite for the tests of every database.

use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::migration::{self, Source};

use super::every_database::support::texts;

pub(crate) type Conn = SqliteConnection;
pub(crate) type Db = diesel::sqlite::Sqlite;
#[cfg(feature = "async")]
pub(crate) type AsyncConn = diesel_async::sync_connection_wrapper::SyncConnectionWrapper<SqliteConnection>;

pub(crate) const FOLDER: &str = "migrations/sqlite";
pub(crate) const EMBEDDED: Source = migration::embed!("migrations/sqlite");

/// Statements that are hard to cut.
pub(crate) const STATEMENTS: &[&str] = &[
    "INSERT INTO t (a) VALUES ('it''s; \"here\" -- no comment')",
    "SELECT \"c;d\", [e f] FROM t WHERE `a` = ';' /* ; END; */",
    "CREATE TRIGGER tr AFTER INSERT ON t BEGIN\nSELECT CASE 1 WHEN 1 THEN 2 END;\nDELETE FROM t; -- END;\nEND",
    "SELECT 1 -- one; two\n , 2",
];

/// Takes a moment.
pub(crate) const SLOW: &str = "WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n \
                               WHERE value < 100000) SELECT count(*) FROM n;";

/// Takes some seconds.
#[cfg(feature = "async")]
pub(crate) const SLEEP: &str = "WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n \
                                WHERE value < 20000000) SELECT count(*) FROM n;";

/// What needs no transaction around it.
pub(crate) const OUTSIDE: &str = "VACUUM;";

pub(crate) struct Store(PathBuf);

impl Store {
    pub(crate) fn new(folder: &Path) -> Self {
        Self(folder.join("app.db"))
    }

    pub(crate) fn url(&self) -> &str {
        self.0.to_str().unwrap()
    }

    pub(crate) fn connect(&self) -> Conn {
        SqliteConnection::establish(self.url()).unwrap()
    }
}

pub(crate) fn tables(conn: &mut Conn) -> Vec<String> {
    texts(conn, "SELECT name AS text FROM sqlite_master WHERE type = 'table' ORDER BY name")
}

/// Does what another runner does that is at work.
pub(crate) fn occupy(conn: &mut Conn) {
    conn.batch_execute("BEGIN IMMEDIATE").unwrap();
}

pub(crate) fn free(conn: &mut Conn) {
    conn.batch_execute("COMMIT").unwrap();
}
