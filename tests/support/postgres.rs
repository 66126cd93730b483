//! A PostgreSQL database for one test.

use super::server;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use url::Url;

const VARIABLE: &str = "KINFOLK_TEST_POSTGRES_URL";

/// An empty database on the server that `KINFOLK_TEST_POSTGRES_URL` names; dropped with this value.
pub struct TestDatabase {
    server: Url,
    name: String,
    url: String,
}

impl TestDatabase {
    /// Creates the database; the test fails where there is no server.
    pub fn new() -> Self {
        Self::on(server::url(VARIABLE))
    }

    /// Creates the database on this server.
    pub fn on(server: Url) -> Self {
        let name = server::unique_name();
        // Unlike template1, nobody can be connected to template0, which would be an error here. One collation
        // everywhere, that of SQLite.
        let create =
            format!("CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        let mut connection = administrate(&server);
        server::retried("the database cannot be created", || connection.batch_execute(&create));
        Self { url: server::with_database(&server, &name), name, server }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name on the server.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A new connection to it.
    pub fn connect(&self) -> PgConnection {
        server::retried("the database cannot be reached", || PgConnection::establish(&self.url))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS \"{}\" WITH (FORCE)", self.name);
        let dropped = administrate(&self.server).batch_execute(&drop);
        // A second panic would hide the first.
        assert!(dropped.is_ok() || std::thread::panicking(), "{} cannot be dropped: {dropped:?}", self.name);
    }
}

/// Drops the databases of tests that were killed, if nobody uses them, and says whether it can: only on this machine.
pub fn drop_leftovers() -> bool {
    #[derive(QueryableByName)]
    struct Database {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let server = server::url(VARIABLE);
    let mut connection = administrate(&server);
    let all: Vec<Database> =
        diesel::sql_query("SELECT datname::text AS name FROM pg_database").load(&mut connection).unwrap();
    for Database { name } in all.iter().filter(|database| server::is_left_over(&server, &database.name)) {
        // An error if somebody is connected.
        let _ = connection.batch_execute(&format!("DROP DATABASE IF EXISTS \"{name}\""));
    }
    server::sees_processes(&server)
}

/// A connection to the database that the variable names, to create and drop others.
fn administrate(server: &Url) -> PgConnection {
    server::retried("the server cannot be reached", || PgConnection::establish(server.as_str()))
}
