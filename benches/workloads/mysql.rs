//! The workloads on MariaDB.

use super::asynchronous::Driven;
use super::support::mysql::TestDatabase;
use super::{DATA, SCATTERED, Workload, Workloads, distance, plain, server};
use diesel::MysqlConnection;
use diesel::connection::{Connection as _, SimpleConnection};
use diesel_async::AsyncMysqlConnection;
use kinfolk_throwaway::{Error, mysql::Server};
use std::cell::RefCell;

/// `||` as in the SQL standard.
const OPERATORS: &str = "SET sql_mode = CONCAT(@@sql_mode, ',PIPES_AS_CONCAT');";
/// As in a database that is in use.
const ANALYZE: &str =
    "ANALYZE TABLE users, posts, comments, authors, articles, remarks, tags, article_tags, parents, children";

/// Hands out groups of workloads under their titles.
///
/// # Errors
/// Why there is no server.
pub fn groups(take: &mut dyn FnMut(&str, Vec<Workload<'_>>)) -> Result<(), Error> {
    let mut started = None;
    let server = server::url(["KINFOLK_BENCH_MYSQL_URL", "KINFOLK_TEST_MYSQL_URL"], || {
        Ok(started.insert(Server::start()?).url("mysql"))
    })?;
    let database = TestDatabase::on(server);
    let mut conn = database.connect();
    conn.batch_execute(&[OPERATORS, DATA, SCATTERED, ANALYZE].concat()).expect("the rows");

    distance::at_each(database.url(), |distance, url| {
        let conn = RefCell::new(MysqlConnection::establish(url).expect("a connection"));
        take(&format!("MariaDB, sync, {distance}"), on_plain(&conn).checked());

        // Otherwise it would find the socket of a server that is on this machine, past the proxy.
        let conn = Driven::<AsyncMysqlConnection>::connect(&format!("{url}?prefer_socket=false"));
        let round_trip = conn.round_trip().as_secs_f64() * 1e3;
        take(&format!("MariaDB, async, {distance}; a round trip takes {round_trip:.2} ms"), on_async(&conn).checked());
    });
    Ok(())
}

/// What only this database does is added here.
fn on_plain(conn: &RefCell<MysqlConnection>) -> Workloads<'_> {
    plain::workloads(conn)
}

/// And here.
fn on_async(conn: &Driven<AsyncMysqlConnection>) -> Workloads<'_> {
    conn.workloads()
}
