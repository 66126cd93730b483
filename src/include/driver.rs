//! Runs the jobs of a load on a Diesel connection.

use super::collect::Collect;
use super::dialect::Dialect;
use super::family::SyncRows;
use super::job::{Job, Jobs};
use crate::instrument::row_meter;
use diesel::QueryResult;
use diesel::connection::LoadConnection;
use diesel::expression::QueryMetadata;
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::sql_types::Untyped;

/// Runs what is ready until nothing is left.
pub(crate) fn run<C, R>(conn: &mut C, rows: &mut R) -> QueryResult<()>
where
    C: LoadConnection + 'static,
    C::Backend: Dialect,
    R: Collect<SyncRows<C>>,
{
    loop {
        let mut jobs = Jobs::new();
        rows.ready(&mut jobs);
        if jobs.is_empty() {
            return Ok(());
        }
        for job in jobs {
            run_job(conn, job)?;
        }
    }
}

fn run_job<C>(conn: &mut C, job: &mut dyn Job<SyncRows<C>>) -> QueryResult<()>
where
    C: LoadConnection + 'static,
    C::Backend: Dialect,
{
    let mut query = job.query();
    loop {
        each_row(conn, &query, |row| job.row(row))?;
        match job.further(query) {
            Some(further) => query = further,
            None => return Ok(()),
        }
    }
}

/// Sends a query and hands out its rows; tells who watches the connection how many there were.
pub(crate) fn each_row<C, Q>(
    conn: &mut C,
    query: Q,
    mut take: impl for<'conn, 'query> FnMut(&<C as LoadConnection>::Row<'conn, 'query>) -> QueryResult<()>,
) -> QueryResult<()>
where
    C: LoadConnection,
    C::Backend: QueryMetadata<Untyped>,
    Q: Query<SqlType = Untyped> + QueryFragment<C::Backend> + QueryId,
{
    let meter = row_meter(conn.instrumentation());
    let mut count = 0;
    let mut rows = LoadConnection::load(conn, query)?;
    for row in rows.by_ref() {
        take(&row?)?;
        count += 1;
    }
    if let Some(meter) = meter {
        meter.record(count);
    }
    Ok(())
}
