//! PostgreSQL for the tests of every database.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::migration::{self, Source};

use super::every_database::support::texts;
use crate::support::postgres::TestDatabase;

pub(crate) type Conn = PgConnection;
pub(crate) type Db = diesel::pg::Pg;
#[cfg(feature = "async")]
pub(crate) type AsyncConn = diesel_async::AsyncPgConnection;

pub(crate) const FOLDER: &str = "migrations/postgres";
pub(crate) const EMBEDDED: Source = migration::embed!("migrations/postgres");

/// Statements that are hard to cut.
pub(crate) const STATEMENTS: &[&str] = &[
    "INSERT INTO t (a) VALUES ('it''s; \"here\" -- no comment', E'it\\'s;', '\\', U&'\\0041;')",
    "SELECT \"c;d\", $1, a$b$ FROM t WHERE a = ';' /* ; /* END; */ ' */",
    "DO $$ BEGIN PERFORM 1; END; $$",
    "CREATE FUNCTION f() RETURNS TEXT LANGUAGE plpgsql AS $f$ BEGIN RETURN $$;$$; END $f$",
    "CREATE FUNCTION f(a int) RETURNS int\nBEGIN ATOMIC\n SELECT CASE a WHEN 1 THEN 2 END; SELECT 1;\nEND",
    "CREATE RULE r AS ON DELETE TO t DO ALSO (SELECT 1; SELECT 2)",
    "SELECT 1 -- one; two\n , 2",
];

/// Takes a moment.
pub(crate) const SLOW: &str = "SELECT pg_sleep(0.02);";

/// Takes some seconds.
#[cfg(feature = "async")]
pub(crate) const SLEEP: &str = "SELECT pg_sleep(3);";

/// What needs no transaction around it.
pub(crate) const OUTSIDE: &str = "VACUUM;";

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
    texts(conn, "SELECT CAST(tablename AS TEXT) AS text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
}

/// Does what another runner does that is at work.
pub(crate) fn occupy(conn: &mut Conn) {
    conn.batch_execute("SELECT pg_advisory_lock(x'6b696e666f6c6b'::bigint)").unwrap();
}

pub(crate) fn free(conn: &mut Conn) {
    conn.batch_execute("SELECT pg_advisory_unlock(x'6b696e666f6c6b'::bigint)").unwrap();
}
