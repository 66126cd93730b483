//! The workloads on PostgreSQL.

use super::asynchronous::Driven;
use super::support::postgres::TestDatabase;
use super::{DATA, SCATTERED, Workload, Workloads, distance, plain, server};
use diesel::PgConnection;
use diesel::connection::{Connection as _, SimpleConnection};
use diesel_async::AsyncPgConnection;
use kinfolk_throwaway::{Error, postgres::Server};
use std::cell::RefCell;

/// Hands out groups of workloads under their titles.
///
/// # Errors
/// Why there is no server.
pub fn groups(take: &mut dyn FnMut(&str, Vec<Workload<'_>>)) -> Result<(), Error> {
    let mut started = None;
    let server = server::url(["KINFOLK_BENCH_POSTGRES_URL", "KINFOLK_TEST_POSTGRES_URL"], || {
        Ok(started.insert(Server::start()?).url("postgres"))
    })?;
    let database = TestDatabase::on(server);
    let mut conn = database.connect();
    conn.batch_execute(&[DATA, SCATTERED].concat()).expect("the rows");
    // As in a database that is in use.
    conn.batch_execute("VACUUM ANALYZE").expect("statistics");

    distance::at_each(database.url(), |distance, url| {
        let conn = RefCell::new(PgConnection::establish(url).expect("a connection"));
        take(&format!("PostgreSQL, sync, {distance}"), on_plain(&conn).checked());

        let conn = Driven::<AsyncPgConnection>::connect(url);
        let round_trip = conn.round_trip().as_secs_f64() * 1e3;
        take(
            &format!("PostgreSQL, async, {distance}; a round trip takes {round_trip:.2} ms"),
            on_async(&conn).checked(),
        );
    });
    Ok(())
}

/// What only this database does is added here.
fn on_plain(conn: &RefCell<PgConnection>) -> Workloads<'_> {
    plain::workloads(conn)
}

/// And here.
fn on_async(conn: &Driven<AsyncPgConnection>) -> Workloads<'_> {
    conn.workloads()
}
