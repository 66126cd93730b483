//! Runs the jobs of a load on a Diesel connection.

use super::collect::Collect;
use super::dialect::Dialect;
use super::family::SyncRows;
use super::job::{Job, Jobs};
use diesel::QueryResult;
use diesel::connection::LoadConnection;

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
    for row in LoadConnection::load(conn, job.query())? {
        job.row(&row?)?;
    }
    Ok(())
}
