//! The kinds of errors, and their words.

use std::fmt;
use std::path::{Path, PathBuf};

use super::super::{Direction, Unfinished};

/// Where in a migration something happened.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) migration: String,
    pub(crate) path: PathBuf,
    pub(crate) line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path.display(), self.line)
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{}: the migrations folder does not exist", path.display())]
    NoFolder { path: PathBuf },
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: std::io::Error },
    #[error("{}: is not UTF-8 (byte {at}); save the file as UTF-8", path.display())]
    NotUtf8 { path: PathBuf, at: usize },
    #[error("{}: the folder's name is not UTF-8; rename it to <version>_<name>", path.display())]
    NameNotUtf8 { path: PathBuf },
    #[error("{}: the folder's name does not start with a version; rename it to <version>_<name>", path.display())]
    NoVersion { path: PathBuf },
    #[error(
        "{}: has no up.sql, so it is no migration; write one, or move the folder elsewhere{}",
        path.display(),
        if *nested { " (it holds folders: is it the migrations folder of one database?)" } else { "" }
    )]
    NoUp { path: PathBuf, nested: bool },
    #[error("{}: {message}; the only key is `run_in_transaction = true` or `false`", path.display())]
    Metadata { path: PathBuf, message: String },
    #[error("two migrations have the version {version}: `{first}` and `{second}`; give one of them another version")]
    Duplicate { version: String, first: String, second: String, path: Option<PathBuf> },
    #[error("`{migration}` has no down.sql, so it cannot be reverted (looked for {}); nothing was changed", path.display())]
    NoDown { migration: String, path: PathBuf },
    #[error(
        "version {version} is applied in the database, but {looked_in} has no migration of that version; \
         bring its folder back to revert it; nothing was changed"
    )]
    Missing { version: String, looked_in: String },
    #[error("{}: is empty; write its SQL, or a comment if nothing is to be done", path.display())]
    Empty { migration: String, path: PathBuf },
    #[error("{place}: {message}; the migration was not started")]
    Script { place: Place, message: String },
    #[error("{place}: statement {statement} of {total} failed: {source}{}", hint(place, source, applied, *dirty))]
    Statement {
        place: Place,
        statement: usize,
        total: usize,
        sql: String,
        /// The statements that stay applied, only in a migration without a transaction.
        applied: Option<usize>,
        /// Whether it is now marked as dirty.
        dirty: bool,
        /// Whether it waited for somebody else for too long.
        locked: bool,
        source: diesel::result::Error,
    },
    #[error("{}: all statements ran, but committing them failed: {source}; the migration was undone", path.display())]
    Commit { migration: String, path: PathBuf, source: diesel::result::Error },
    #[error("{}: would leave {broken}, so the migration was undone", path.display())]
    ForeignKeys { migration: String, path: PathBuf, broken: String },
    #[error(
        "{}: the statements ran, but writing that into the history failed: {source}; {}",
        path.display(),
        if *undone { "the migration was undone" } else { "they stay" }
    )]
    Record { migration: String, path: PathBuf, undone: bool, source: diesel::result::Error },
    #[error("the database is locked by somebody else (waited {seconds} s); try again when it is free")]
    Locked { seconds: u64, source: Cause },
    #[error(
        "the connection is in a transaction, which this database would commit at the first CREATE or ALTER; \
         run migrations outside of it; nothing was changed"
    )]
    InTransaction,
    #[error("`{migration}` stopped halfway: {}; nothing was changed", stopped(dirty))]
    Dirty { migration: String, dirty: Unfinished },
    #[error("version {version} is not dirty, so there is nothing to resolve")]
    NotDirty { version: String },
    #[error("embedded migrations cannot be read: {message}")]
    Embedded { message: String },
    #[error("{}: cannot be locked: {source}", path.display())]
    LockFile { path: PathBuf, source: std::io::Error },
    #[error("the history of migrations (__diesel_schema_migrations) cannot be read or written: {source}")]
    History { source: diesel::result::Error },
}

/// Why a lock was not had, where a database said so.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Cause(pub(crate) String);

/// What happened, and how to go on.
fn stopped(it: &Unfinished) -> String {
    let file = match it.direction {
        Direction::Up => "up.sql",
        Direction::Down => "down.sql",
    };
    let what = match (it.statement, &it.message) {
        (Some(number), Some(message)) => format!("statement {number} of its {file} failed ({message})"),
        (Some(number), None) => format!("statement {number} of its {file} failed"),
        (None, Some(message)) => format!("after the statements of its {file}: {message}"),
        (None, None) => format!("its {file} was cut off, nobody knows after which statement"),
    };
    let version = &it.version;
    format!(
        "{what}, and this database cannot take back what was done before. Complete or undo its changes by hand, then \
         say which with `kinfolk migrate resolve {version} --applied` or `--not-applied` (in a program: \
         `Runner::resolve`)"
    )
}

fn hint(place: &Place, source: &diesel::result::Error, applied: &Option<usize>, dirty: bool) -> String {
    let details = details(source);
    match applied {
        Some(n) if dirty => {
            let before = match n {
                0 => "it may have been carried out in part".into(),
                1 => "statement 1 had been applied and stays".into(),
                n => format!("statements 1 to {n} had been applied and stay"),
            };
            format!(
                "{details}; {before}, as this database cannot take back everything. The migration is marked as dirty: \
                 complete or undo its changes by hand, then say which with `kinfolk migrate resolve`"
            )
        }
        other => details + &left(place, source, other),
    }
}

/// What the database adds to its message.
fn details(source: &diesel::result::Error) -> String {
    let diesel::result::Error::DatabaseError(_, info) = source else {
        return String::new();
    };
    let parts = [info.details().map(|it| format!("; {it}")), info.hint().map(|it| format!("; hint: {it}"))];
    parts.into_iter().flatten().collect()
}

fn left(place: &Place, source: &diesel::result::Error, applied: &Option<usize>) -> String {
    match applied {
        Some(0) => "; nothing of this migration was applied".into(),
        Some(1) => "; statement 1 had been applied and stays, as this migration runs without a transaction".into(),
        Some(n) => {
            format!("; statements 1 to {n} had been applied and stay, as this migration runs without a transaction")
        }
        None => {
            let folder = place.path.parent().unwrap_or(Path::new(""));
            // SQLite words it so for VACUUM, ATTACH, DETACH and the switch to or from WAL; PostgreSQL for CREATE INDEX
            // CONCURRENTLY, VACUUM and the like.
            match source.to_string() {
                text if ["within a transaction", "within transaction", "inside a transaction block"]
                    .iter()
                    .any(|it| text.contains(it)) =>
                {
                    format!(
                        "; nothing of this migration was applied. Write `run_in_transaction = false` into {} to run it without one",
                        folder.join("metadata.toml").display()
                    )
                }
                _ => "; nothing of this migration was applied".into(),
            }
        }
    }
}
