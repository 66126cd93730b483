//! The lock between runners: an advisory one, which belongs to the database and ends with its transaction or connection.
//!
//! It is asked for again and again rather than waited for: a statement that waits keeps a snapshot, and `CREATE INDEX
//! CONCURRENTLY`, which another runner may be at, waits for all snapshots to go.

use std::time::Duration;

use diesel::pg::Pg;
use diesel::result::{Error as DieselError, QueryResult};

use crate::migration::{Obstacle, Session, granted};

/// The letters of `kinfolk`, as a number.
const KEY: u64 = 0x6b_69_6e_66_6f_6c_6b;

pub(super) fn is_locked(error: &DieselError) -> bool {
    // Diesel gives no code, only the text.
    matches!(error, DieselError::DatabaseError(_, info) if info.message().contains("lock timeout"))
}

/// Holds it until the end of the transaction.
pub(super) async fn for_transaction<S: Session<Backend = Pg>>(session: &mut S, wait: Duration) -> Result<(), Obstacle> {
    if session.depth() == 1 {
        // What others did while this one waited has to be seen, whatever the default is.
        session.run("SET TRANSACTION ISOLATION LEVEL READ COMMITTED").await?;
    }
    acquire(session, wait, "pg_try_advisory_xact_lock").await
}

/// Holds it until [`release`].
pub(super) async fn for_session<S: Session<Backend = Pg>>(session: &mut S, wait: Duration) -> Result<(), Obstacle> {
    acquire(session, wait, "pg_try_advisory_lock").await
}

pub(super) async fn release<S: Session<Backend = Pg>>(session: &mut S) -> QueryResult<()> {
    session.rows(&format!("SELECT CAST(pg_advisory_unlock({KEY}) AS TEXT)"), &[]).await.map(drop)
}

async fn acquire<S: Session<Backend = Pg>>(session: &mut S, wait: Duration, function: &str) -> Result<(), Obstacle> {
    let query = format!("SELECT CAST({function}({KEY}) AS TEXT)");
    match granted(session, wait, &query, "true").await? {
        true => Ok(()),
        false => Err(Obstacle::Held(format!("another runner holds the advisory lock {KEY}"))),
    }
}
