//! An empty database that somebody has given for it, for users who may create none.

use std::thread::sleep;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::result::Error as DieselError;

use super::{Lock, Server, migrated};
use crate::backend::DatabaseUrl;
use crate::backend::schema_error::Kind;
use crate::catalog::Catalog;
use crate::migration::Source;

/// A table that says that everything else in the database is a run's: if it is killed, the next one finds it.
const MARK: &str = "__kinfolk_shadow";

/// How long runs wait for one another.
const WAIT: Duration = Duration::from_secs(60);

pub(super) fn catalog<S: Server>(source: &Source, url: &DatabaseUrl) -> Result<Catalog, Kind> {
    let failed = |doing| move |source: DieselError| Kind::Scratch { url: url.clone(), doing, source };
    let mut conn = S::connect(url)?;
    lock::<S>(&mut conn, url)?;
    let found = S::contents(&mut conn).map_err(failed("cannot be looked into"))?;
    if found.iter().any(|it| it.rsplit([' ', '.']).next() == Some(MARK)) {
        S::end_holder(&mut conn, Lock::Work).map_err(failed("the session of a run that was killed cannot be ended"))?;
        S::empty(&mut conn).map_err(failed("what a run that was killed has left cannot be removed"))?;
    } else if let Some(first) = found.first() {
        let more = if found.len() > 1 { format!(" and {} more", found.len() - 1) } else { String::new() };
        return Err(Kind::NotEmpty { url: url.clone(), found: format!("{first}{more}") });
    }
    conn.batch_execute(&format!("CREATE TABLE {MARK} (since TIMESTAMP)")).map_err(failed("no table can be created"))?;
    // Migrations may leave settings on their connection, and the lock is the other one's.
    let catalog = S::connect(url).map_err(Kind::from).and_then(|mut conn| {
        S::lock(&mut conn, Lock::Work).map_err(failed("cannot be locked"))?;
        migrated::<S>(&mut conn, source)
    });
    let emptied = S::empty(&mut conn).map_err(failed("cannot be emptied again"));
    let mut catalog = catalog?;
    emptied?;
    catalog.tables.retain(|table| table.name != MARK);
    Ok(catalog)
}

fn lock<S: Server>(conn: &mut S::Connection, url: &DatabaseUrl) -> Result<(), Kind> {
    let failed = |source| Kind::Scratch { url: url.clone(), doing: "cannot be locked", source };
    let began = Instant::now();
    while !S::lock(conn, Lock::Turn).map_err(failed)? {
        if began.elapsed() > WAIT {
            return Err(Kind::InUse { url: url.clone(), seconds: WAIT.as_secs() });
        }
        sleep(Duration::from_millis(100));
    }
    Ok(())
}
