//! What a database must be able to do for the runner; each backend implements it once.

use std::time::Duration;

use diesel::backend::Backend;
use diesel::connection::LoadConnection;
use diesel::result::{Error as DieselError, QueryResult};

use super::{Script, Statement};

/// A migration that the database remembers as applied.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Applied {
    /// Its version.
    pub version: String,
    /// When it was applied, in UTC, as the database writes it.
    pub at: String,
}

/// Why a migration was not carried out. The runner adds where.
#[derive(Debug)]
pub enum Failure {
    /// A statement was refused: its index, and how many statements before it stay applied.
    Statement(usize, Option<usize>, DieselError),
    /// The line in the history could not be written, and whether the statements were undone.
    Record(DieselError, bool),
    /// The commit was refused, and everything undone.
    Commit(DieselError),
    /// Rows would be left whose parents are gone: in words.
    ForeignKeys(String),
    /// `PRAGMA foreign_keys` in a transaction that was begun by the caller.
    OuterTransaction(usize),
    /// The transaction could not be begun, or the lock not be had.
    Begin(DieselError),
    /// The lock file could not be opened.
    LockFile(std::path::PathBuf, std::io::Error),
}

/// Databases that migrations can be run on: a trait for backends, nothing to call.
///
/// The algorithm (what is pending, in which order, what to do when something fails) stands in
/// [`Runner`](super::Runner); here is only what differs from one database to the next.
pub trait Database: Backend + Sized {
    /// Cuts a file into its statements.
    fn statements(sql: &str) -> Vec<Statement>;

    /// Where in a statement the mistake is that the database speaks of, in bytes, as far as its words tell.
    #[doc(hidden)]
    fn mistake(sql: &str, message: &str) -> Option<usize>;

    /// Is this the error for a lock that was not had in time?
    #[doc(hidden)]
    fn is_locked(error: &DieselError) -> bool;

    /// The history, oldest version first. Empty where there is no table for it: reading changes nothing.
    #[doc(hidden)]
    fn applied<C: LoadConnection<Backend = Self>>(conn: &mut C) -> QueryResult<Vec<Applied>>;

    /// Is this version in the history, whose table is there?
    #[doc(hidden)]
    fn is_applied<C: LoadConnection<Backend = Self>>(conn: &mut C, version: &str) -> QueryResult<bool>;

    /// Creates the table of the history where it is not there.
    #[doc(hidden)]
    fn create_history<C: LoadConnection<Backend = Self>>(conn: &mut C) -> QueryResult<()>;

    /// Writes into the history that a version is applied.
    #[doc(hidden)]
    fn record<C: LoadConnection<Backend = Self>>(conn: &mut C, version: &str) -> QueryResult<()>;

    /// Takes a version out of the history.
    #[doc(hidden)]
    fn forget<C: LoadConnection<Backend = Self>>(conn: &mut C, version: &str) -> QueryResult<()>;

    /// Runs `body` so that statements wait for others for up to `wait` instead of failing at once.
    #[doc(hidden)]
    fn patiently<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        wait: Duration,
        body: impl FnOnce(&mut C) -> T,
    ) -> QueryResult<T>;

    /// Runs `body` while no other runner does, also between transactions.
    #[doc(hidden)]
    fn alone<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        wait: Duration,
        body: impl FnOnce(&mut C) -> T,
    ) -> Result<T, Failure>;

    /// Runs `body` in a transaction that no other runner can be in at the same time.
    #[doc(hidden)]
    fn in_transaction<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        script: &Script,
        body: impl FnOnce(&mut C) -> Result<T, Failure>,
    ) -> Result<T, Failure>;

    /// Runs `body` without a transaction, and puts back the settings that its statements may have changed.
    #[doc(hidden)]
    fn without_transaction<C: LoadConnection<Backend = Self>, T>(
        conn: &mut C,
        body: impl FnOnce(&mut C) -> Result<T, Failure>,
    ) -> Result<T, Failure>;
}
