//! MySQL or MariaDB for the tests of every database.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::migration::{self, Source};

use super::every_database::support::texts;
use crate::support::mysql::TestDatabase;

pub(crate) type Conn = MysqlConnection;
pub(crate) type Db = diesel::mysql::Mysql;
#[cfg(feature = "async")]
pub(crate) type AsyncConn = diesel_async::AsyncMysqlConnection;

pub(crate) const FOLDER: &str = "migrations/mysql";
pub(crate) const EMBEDDED: Source = migration::embed!("migrations/mysql");

/// Statements that are hard to cut.
pub(crate) const STATEMENTS: &[&str] = &[
    "INSERT INTO t (a) VALUES ('it''s; \"here\" -- no comment', 'it\\'s;', \"a;\\\"\")",
    "SELECT `c;d` FROM t WHERE a = ';' /* ; END; */ # no; 'comment\n LIMIT 1",
    "CREATE PROCEDURE p() BEGIN IF a THEN SELECT IF(a, b, c); ELSE CASE WHEN b THEN SELECT 1; END CASE; END IF; END",
    "CREATE DEFINER = a@b TRIGGER tr AFTER INSERT ON t FOR EACH ROW BEGIN x: LOOP LEAVE x; END LOOP; END",
    "CREATE FUNCTION f() RETURNS INT RETURN CASE WHEN 1 THEN IF(1, 2, 3) END",
    "/*!50003 CREATE*/ /*!50003 TRIGGER tr AFTER INSERT ON t FOR EACH ROW BEGIN SELECT 1; END */",
    "SELECT 1 -- one; two\n , 4--1",
];

/// Takes a moment.
pub(crate) const SLOW: &str = "DO SLEEP(0.02);";

/// Takes some seconds.
#[cfg(feature = "async")]
pub(crate) const SLEEP: &str = "DO SLEEP(3);";

/// What needs no transaction around it.
pub(crate) const OUTSIDE: &str = "OPTIMIZE TABLE a;";

pub(crate) struct Store(TestDatabase);

impl Store {
    pub(crate) fn new(_folder: &Path) -> Self {
        Self(TestDatabase::new())
    }

    pub(crate) fn url(&self) -> &str {
        self.0.url()
    }

    pub(crate) fn connect(&self) -> Conn {
        self.0.connect()
    }
}

pub(crate) fn tables(conn: &mut Conn) -> Vec<String> {
    texts(
        conn,
        "SELECT CAST(table_name AS CHAR) AS text FROM information_schema.tables WHERE table_schema = DATABASE() \
         ORDER BY table_name",
    )
}

/// Does what another runner does that is at work.
pub(crate) fn occupy(conn: &mut Conn) {
    conn.batch_execute("SELECT GET_LOCK(CONCAT('kinfolk_', SHA1(DATABASE())), 0)").unwrap();
}

pub(crate) fn free(conn: &mut Conn) {
    conn.batch_execute("SELECT RELEASE_LOCK(CONCAT('kinfolk_', SHA1(DATABASE())))").unwrap();
}
