//! A MySQL or MariaDB database for one test.

use super::server;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Unsigned};
use url::Url;

const VARIABLE: &str = "KINFOLK_TEST_MYSQL_URL";

/// An empty database on the server that `KINFOLK_TEST_MYSQL_URL` names; dropped with this value.
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
        let create = format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4");
        administrate(&server).batch_execute(&create).unwrap();
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
    pub fn connect(&self) -> MysqlConnection {
        server::retried("the database cannot be reached", || MysqlConnection::establish(&self.url))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let dropped = drop_database(&mut administrate(&self.server), &self.name);
        // A second panic would hide the first.
        assert!(dropped.is_ok() || std::thread::panicking(), "{} cannot be dropped: {dropped:?}", self.name);
    }
}

/// Ends the connections to the database, whose transactions would be waited for, then drops it.
fn drop_database(connection: &mut MysqlConnection, name: &str) -> QueryResult<()> {
    #[derive(QueryableByName)]
    struct Process {
        #[diesel(sql_type = Unsigned<BigInt>)]
        id: u64,
    }
    let processes: Vec<Process> =
        diesel::sql_query("SELECT CAST(id AS UNSIGNED) AS id FROM information_schema.processlist WHERE db = ?")
            .bind::<Text, _>(name)
            .load(connection)?;
    for process in processes {
        // It may have ended by itself.
        let _ = connection.batch_execute(&format!("KILL {}", process.id));
    }
    connection.batch_execute(&format!("SET lock_wait_timeout = 30; DROP DATABASE IF EXISTS `{name}`"))
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
    let unused = "SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name NOT IN \
                  (SELECT db FROM information_schema.processlist WHERE db IS NOT NULL)";
    let unused: Vec<Database> = diesel::sql_query(unused).load(&mut connection).unwrap();
    for Database { name } in unused.iter().filter(|database| server::is_left_over(&server, &database.name)) {
        // Others may do the same at this moment.
        let _ = connection.batch_execute(&format!("DROP DATABASE IF EXISTS `{name}`"));
    }
    server::sees_processes(&server)
}

/// A connection to the database that the variable names, to create and drop others.
fn administrate(server: &Url) -> MysqlConnection {
    server::retried("the server cannot be reached", || MysqlConnection::establish(server.as_str()))
}
