//! The lock between runners: a named one of the server's, which ends with the connection.

use std::time::Duration;

use diesel::mysql::Mysql;
use diesel::result::{DatabaseErrorKind, Error as DieselError, QueryResult};

use crate::migration::{Obstacle, Session, granted};

/// What is to be undone at the end.
pub struct Hold {
    lock: String,
    /// How many seconds a statement waited for others.
    wait: String,
}

pub(super) fn is_locked(error: &DieselError) -> bool {
    // Diesel gives no code, only the text.
    matches!(error, DieselError::DatabaseError(_, info) if info.message().starts_with("Lock wait timeout exceeded"))
}

/// Takes the lock, and ends the waits of statements after `wait`: MySQL's own limit is a year, MariaDB's a day.
pub(super) async fn hold<S: Session<Backend = Mysql>>(session: &mut S, wait: Duration) -> Result<Hold, Obstacle> {
    if session.depth() > 0 {
        return Err(Obstacle::InTransaction);
    }
    // Locks belong to the server, and have names of up to 64 characters.
    let query = "SELECT CONCAT('kinfolk_', SHA1(DATABASE())), CAST(@@SESSION.lock_wait_timeout AS CHAR)";
    let mut columns = session.rows(query, &[]).await?.into_iter().flatten().map(Option::unwrap_or_default);
    let hold = Hold { lock: columns.next().unwrap_or_default(), wait: columns.next().unwrap_or_default() };
    if hold.lock.is_empty() {
        let message = String::from("no database is selected; name one in the URL");
        return Err(DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message)).into());
    }
    let query = format!("SELECT CAST(GET_LOCK('{}', 0) AS CHAR)", hold.lock);
    if !granted(session, wait, &query, "1").await? {
        return Err(Obstacle::Held(format!("another runner holds the lock {}", hold.lock)));
    }
    let seconds = wait.as_secs().clamp(1, 31_536_000);
    match session.run(&format!("SET SESSION lock_wait_timeout = {seconds}")).await {
        Ok(()) => Ok(hold),
        Err(error) => {
            let_go(session, hold).await?;
            Err(error.into())
        }
    }
}

pub(super) async fn let_go<S: Session<Backend = Mysql>>(session: &mut S, hold: Hold) -> QueryResult<()> {
    session.rows(&format!("SELECT CAST(RELEASE_LOCK('{}') AS CHAR)", hold.lock), &[]).await?;
    session.run(&format!("SET SESSION lock_wait_timeout = {}", hold.wait)).await
}
