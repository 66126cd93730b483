//! Waiting for others.
//!
//! SQLite lets one connection write at a time, which is all the lock that migrations in transactions need. One without
//! a transaction gives that lock up between its statements, so runners that have such a one to run hold a file beside
//! the database as well. The operating system lets go of it when a process dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::LoadConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;

use crate::migration::Failure;

#[derive(QueryableByName)]
struct Timeout {
    #[diesel(sql_type = BigInt)]
    timeout: i64,
}

#[derive(QueryableByName)]
struct Attached {
    #[diesel(sql_type = Text)]
    file: String,
}

pub(super) fn is_locked(error: &diesel::result::Error) -> bool {
    // SQLITE_BUSY and SQLITE_LOCKED; Diesel gives only the text.
    let text = error.to_string();
    text.contains("database is locked") || (text.contains("database table") && text.contains("is locked"))
}

/// Sets SQLite's busy timeout for the time of `body`.
pub(super) fn patiently<C: LoadConnection<Backend = Sqlite>, T>(
    conn: &mut C,
    wait: Duration,
    body: impl FnOnce(&mut C) -> T,
) -> QueryResult<T> {
    let before = diesel::sql_query("PRAGMA busy_timeout").get_result::<Timeout>(conn)?.timeout;
    let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
    conn.batch_execute(&format!("PRAGMA busy_timeout = {wait}"))?;
    let result = body(conn);
    conn.batch_execute(&format!("PRAGMA busy_timeout = {before}"))?;
    Ok(result)
}

/// Holds a lock file beside the database for the time of `body`. A database in memory has no others to wait for.
pub(super) fn alone<C: LoadConnection<Backend = Sqlite>, T>(
    conn: &mut C,
    wait: Duration,
    body: impl FnOnce(&mut C) -> T,
) -> Result<T, Failure> {
    let main = diesel::sql_query("SELECT coalesce(file, '') AS file FROM pragma_database_list WHERE name = 'main'");
    let main = main.get_result::<Attached>(conn).map_err(Failure::Begin)?;
    if main.file.is_empty() {
        return Ok(body(conn));
    }
    let path = PathBuf::from(main.file + "-migrate.lock");
    let held = hold(&path, wait).map_err(|error| Failure::LockFile(path.clone(), error))?;
    let result = body(conn);
    release(&path, held);
    Ok(result)
}

fn hold(path: &Path, wait: Duration) -> std::io::Result<File> {
    let began = Instant::now();
    loop {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        match file.try_lock() {
            // Whoever held it may have removed it meanwhile: then this lock excludes nobody.
            Ok(()) if is_at(&file, path) => return Ok(file),
            Ok(()) => continue,
            Err(TryLockError::WouldBlock) if began.elapsed() < wait => std::thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => return Err(ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(unix)]
fn release(path: &Path, held: File) {
    // Removed while it is still locked, so that nobody can have locked the next one under this name yet. If it can't
    // be removed, it stays as an empty file that does no harm.
    let _ = std::fs::remove_file(path);
    drop(held);
}

// Where a file can't be told from another one by number, the lock file is never removed.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(not(unix))]
fn release(_path: &Path, held: File) {
    drop(held);
}
