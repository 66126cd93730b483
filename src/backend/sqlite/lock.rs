//! Waiting for others.
//!
//! SQLite lets one connection write at a time, which is all the lock that migrations in transactions need. One without
//! a transaction gives that lock up between its statements, so runners that have such a one to run hold a file beside
//! the database as well. The operating system lets go of it when a process dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::result::QueryResult;

use crate::migration::{Obstacle, Session};

/// What is to be undone at the end.
pub struct Hold {
    /// SQLite's busy timeout, in milliseconds.
    timeout: String,
    file: Option<(PathBuf, File)>,
}

pub(super) fn is_locked(error: &diesel::result::Error) -> bool {
    // SQLITE_BUSY and SQLITE_LOCKED; Diesel gives only the text.
    let text = error.to_string();
    text.contains("database is locked") || (text.contains("database table") && text.contains("is locked"))
}

/// Sets SQLite's busy timeout; to be alone, also locks a file beside the database.
pub(super) async fn hold<S: Session>(session: &mut S, wait: Duration, alone: bool) -> Result<Hold, Obstacle> {
    let timeout = one(session, "PRAGMA busy_timeout").await?;
    let milliseconds = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX);
    session.run(&format!("PRAGMA busy_timeout = {milliseconds}")).await?;
    let mut hold = Hold { timeout, file: None };
    if !alone {
        return Ok(hold);
    }
    match lock_file(session, wait).await {
        Ok(file) => {
            hold.file = file;
            Ok(hold)
        }
        Err(obstacle) => {
            let_go(session, hold).await?;
            Err(obstacle)
        }
    }
}

pub(super) async fn let_go<S: Session>(session: &mut S, hold: Hold) -> QueryResult<()> {
    if let Some((path, file)) = hold.file {
        release(&path, file);
    }
    session.run(&format!("PRAGMA busy_timeout = {}", hold.timeout)).await
}

/// A database in memory has no file, and no others to wait for.
async fn lock_file<S: Session>(session: &mut S, wait: Duration) -> Result<Option<(PathBuf, File)>, Obstacle> {
    let main = "SELECT coalesce(file, '') FROM pragma_database_list WHERE name = 'main'";
    let main = one(session, main).await?;
    if main.is_empty() {
        return Ok(None);
    }
    let path = PathBuf::from(main + "-migrate.lock");
    match lock(session, &path, wait).await {
        Ok(file) => Ok(Some((path, file))),
        Err(error) => Err(Obstacle::LockFile(path, error)),
    }
}

async fn lock<S: Session>(session: &mut S, path: &Path, wait: Duration) -> std::io::Result<File> {
    let began = Instant::now();
    loop {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        match file.try_lock() {
            // Whoever held it may have removed it meanwhile: then this lock excludes nobody.
            Ok(()) if is_at(&file, path) => return Ok(file),
            Ok(()) => continue,
            Err(TryLockError::WouldBlock) if began.elapsed() < wait => session.pause(Duration::from_millis(20)).await,
            Err(TryLockError::WouldBlock) => return Err(ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

async fn one<S: Session>(session: &mut S, query: &str) -> QueryResult<String> {
    let rows = session.rows(query, &[]).await?;
    Ok(rows.into_iter().flatten().flatten().next().unwrap_or_default())
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
