//! The workloads on PostgreSQL.

use super::asynchronous::Driven;
use super::kinfolk_side::{ArticlePage, JoinedPage, UserTree};
use super::schema::{articles, users};
use super::support::postgres::TestDatabase;
use super::{DATA, SCATTERED, Workload, Workloads, distance, plain, server};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;
use kinfolk::prelude::*;
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

/// The names of what only PostgreSQL does.
#[cfg(feature = "one_statement")]
const STATEMENT: &str = "kinfolk, 1 statement";
const ROUND_TRIP: &str = "kinfolk, 1 round trip";
#[cfg(feature = "one_statement")]
const JOINED_STATEMENT: &str = "joined, 1 statement";
const JOINED_ROUND_TRIP: &str = "joined, 1 round trip";

macro_rules! page {
    ($page:ty) => {
        <$page>::query().order(articles::id.desc()).limit(20)
    };
}

fn on_plain(conn: &RefCell<PgConnection>) -> Workloads<'_> {
    #[allow(unused_mut)]
    let mut all = plain::workloads(conn);
    #[cfg(feature = "one_statement")]
    {
        all.add(
            "W1 whole tables",
            [plain::on(conn, STATEMENT, |conn| UserTree::query().in_one_statement().load(conn))],
        );
        all.add(
            "W2 page",
            [
                plain::on(conn, STATEMENT, |conn| page!(ArticlePage).in_one_statement().load(conn)),
                plain::on(conn, JOINED_STATEMENT, |conn| page!(JoinedPage).in_one_statement().load(conn)),
            ],
        );
    }
    all
}

fn on_async(conn: &Driven<AsyncPgConnection>) -> Workloads<'_> {
    let mut all = conn.workloads();
    let trees = async |conn: &mut AsyncPgConnection| UserTree::query().in_one_round_trip().load_async(conn).await;
    all.add("W1 whole tables", [conn.on(ROUND_TRIP, trees)]);
    let filtered = async |conn: &mut AsyncPgConnection| {
        UserTree::query().filter(users::id.gt(0)).in_one_round_trip().load_async(conn).await
    };
    all.add("W1 filtered", [conn.on(ROUND_TRIP, filtered)]);
    let pages = async |conn: &mut AsyncPgConnection| page!(ArticlePage).in_one_round_trip().load_async(conn).await;
    let joined = async |conn: &mut AsyncPgConnection| page!(JoinedPage).in_one_round_trip().load_async(conn).await;
    all.add("W2 page", [conn.on(ROUND_TRIP, pages), conn.on(JOINED_ROUND_TRIP, joined)]);
    #[cfg(feature = "one_statement")]
    {
        let trees = async |conn: &mut AsyncPgConnection| UserTree::query().in_one_statement().load_async(conn).await;
        all.add("W1 whole tables", [conn.on(STATEMENT, trees)]);
        let pages = async |conn: &mut AsyncPgConnection| page!(ArticlePage).in_one_statement().load_async(conn).await;
        let joined = async |conn: &mut AsyncPgConnection| page!(JoinedPage).in_one_statement().load_async(conn).await;
        all.add("W2 page", [conn.on(STATEMENT, pages), conn.on(JOINED_STATEMENT, joined)]);
    }
    all
}
