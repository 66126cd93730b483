//! What can go wrong with migrations.

mod kind;

use std::fmt;
use std::path::Path;

pub(crate) use kind::{Cause, Kind, Place};

use super::Done;

/// A migration can't be read, planned or applied.
///
/// The message says what happened, where (file and line) and what to do about it. What had been done before it is in
/// [`done`](Error::done).
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::migration::{Source, Steps};
/// # let folder = std::env::temp_dir().join(format!("kinfolk-doc-error-{}", std::process::id()));
/// # for (name, sql) in [("1_users", "CREATE TABLE users (id INTEGER PRIMARY KEY);"), ("2_tags", "CREATE TABLE tags (\n  id INTEGR PRIMARY KY\n);")] {
/// #     std::fs::create_dir_all(folder.join(name))?;
/// #     std::fs::write(folder.join(name).join("up.sql"), sql)?;
/// # }
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// let error = Source::folder(&folder).run(&mut conn).unwrap_err();
///
/// assert!(error.to_string().contains("2_tags/up.sql:2: statement 1 of 1 failed: near \"KY\": syntax error"));
/// assert_eq!((error.migration(), error.line()), (Some("2_tags"), Some(2)));
/// assert_eq!(error.done()[0].name, "1_users");
///
/// let error = Source::folder(&folder).on(&mut conn).revert(Steps::All).unwrap_err();
/// assert!(error.is_irreversible(), "1_users has no down.sql");
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Error {
    kind: Box<Kind>,
    done: Vec<Done>,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind: Box::new(kind), done: Vec::new() }
    }

    pub(crate) fn after(mut self, done: Vec<Done>) -> Self {
        self.done = done;
        self
    }

    /// As of a database that is gone: nothing has stayed in it.
    #[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
    pub(crate) fn in_scratch(mut self) -> Self {
        self.done.clear();
        if let Kind::Statement { applied, dirty, .. } = &mut *self.kind {
            (*applied, *dirty) = (None, false);
        }
        self
    }

    /// The migrations that were applied or reverted before the one that failed. They stay so.
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// The name of the migration, where there is one.
    pub fn migration(&self) -> Option<&str> {
        match &*self.kind {
            Kind::NoDown { migration, .. }
            | Kind::Empty { migration, .. }
            | Kind::Commit { migration, .. }
            | Kind::ForeignKeys { migration, .. }
            | Kind::Record { migration, .. }
            | Kind::Dirty { migration, .. } => Some(migration),
            Kind::Script { place, .. } | Kind::Statement { place, .. } => Some(&place.migration),
            Kind::Duplicate { second, .. } => Some(second),
            _ => None,
        }
    }

    /// The file or folder, where there is one.
    pub fn path(&self) -> Option<&Path> {
        match &*self.kind {
            Kind::NoFolder { path }
            | Kind::Unreadable { path, .. }
            | Kind::NotUtf8 { path, .. }
            | Kind::NameNotUtf8 { path }
            | Kind::NoVersion { path }
            | Kind::NoUp { path, .. }
            | Kind::Metadata { path, .. }
            | Kind::NoDown { path, .. }
            | Kind::Empty { path, .. }
            | Kind::Commit { path, .. }
            | Kind::ForeignKeys { path, .. }
            | Kind::Record { path, .. }
            | Kind::LockFile { path, .. } => Some(path),
            Kind::Duplicate { path, .. } => path.as_deref(),
            Kind::Script { place, .. } | Kind::Statement { place, .. } => Some(&place.path),
            Kind::Missing { .. }
            | Kind::Locked { .. }
            | Kind::History { .. }
            | Kind::InTransaction
            | Kind::Dirty { .. }
            | Kind::NotDirty { .. }
            | Kind::Embedded { .. } => None,
        }
    }

    /// The line of the file, from 1: of the word that the database complains about where that can be told, else where the
    /// statement begins.
    pub fn line(&self) -> Option<usize> {
        match &*self.kind {
            Kind::Script { place, .. } | Kind::Statement { place, .. } => Some(place.line),
            _ => None,
        }
    }

    /// The number of the statement in its file, from 1.
    pub fn statement(&self) -> Option<usize> {
        match &*self.kind {
            Kind::Statement { statement, .. } => Some(*statement),
            Kind::Dirty { dirty, .. } => dirty.statement,
            _ => None,
        }
    }

    /// The text of the statement that failed.
    pub fn sql(&self) -> Option<&str> {
        match &*self.kind {
            Kind::Statement { sql, .. } => Some(sql),
            Kind::Dirty { dirty, .. } => dirty.sql.as_deref(),
            _ => None,
        }
    }

    /// How many statements of the failed migration stay applied. Only a migration without a transaction leaves any.
    pub fn applied_statements(&self) -> usize {
        match &*self.kind {
            Kind::Statement { applied, .. } => applied.unwrap_or(0),
            _ => 0,
        }
    }

    /// What the database said.
    pub fn database_message(&self) -> Option<String> {
        match &*self.kind {
            Kind::Statement { source, .. }
            | Kind::Commit { source, .. }
            | Kind::Record { source, .. }
            | Kind::History { source } => Some(source.to_string()),
            Kind::Locked { source, .. } => Some(source.to_string()),
            Kind::Dirty { dirty, .. } => dirty.message.clone(),
            _ => None,
        }
    }

    /// Does the database refuse a statement, or the commit?
    pub fn is_refused(&self) -> bool {
        matches!(*self.kind, Kind::Statement { .. } | Kind::Commit { .. } | Kind::ForeignKeys { .. })
    }

    /// Was the database held by somebody else for longer than [`Runner::wait`](super::Runner::wait) allows?
    pub fn is_locked(&self) -> bool {
        matches!(*self.kind, Kind::Locked { .. } | Kind::Statement { locked: true, .. })
    }

    /// Did an earlier run stop halfway, so that somebody has to look first? [`Runner::resolve`](super::Runner::resolve)
    /// ends that state.
    pub fn is_dirty(&self) -> bool {
        matches!(*self.kind, Kind::Dirty { .. })
    }

    /// Should a migration be resolved that is not dirty?
    pub fn is_not_dirty(&self) -> bool {
        matches!(*self.kind, Kind::NotDirty { .. })
    }

    /// Should a migration be reverted that has no `down.sql`?
    pub fn is_irreversible(&self) -> bool {
        matches!(*self.kind, Kind::NoDown { .. })
    }

    /// Is a migration applied in the database that the source does not have?
    pub fn is_missing(&self) -> bool {
        matches!(*self.kind, Kind::Missing { .. })
    }

    /// Do two migrations have one version?
    pub fn is_duplicate(&self) -> bool {
        matches!(*self.kind, Kind::Duplicate { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", &self.kind).field("done", &self.done).finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&*self.kind)
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}
