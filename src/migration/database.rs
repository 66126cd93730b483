//! What a database must be able to do for the runner; each backend implements it once.

use std::time::Duration;

use diesel::migration::CREATE_MIGRATIONS_TABLE;
use diesel::result::{Error as DieselError, QueryResult};

use super::session::{Session, Texts};
use super::unfinished::Unfinished;
use super::{Statement, Step};

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
    /// A statement was refused.
    Statement {
        /// Its index.
        index: usize,
        /// How many statements before it stay applied.
        stay: Option<usize>,
        /// Whether that is written down, so that nobody runs the migration again unaware.
        dirty: bool,
        /// What the database said.
        error: DieselError,
    },
    /// The line in the history could not be written, and whether the statements were undone.
    Record(DieselError, bool),
    /// The commit was refused, and everything undone.
    Commit(DieselError),
    /// Rows would be left whose parents are gone: in words.
    ForeignKeys(String),
    /// `PRAGMA foreign_keys` in a transaction that was begun by the caller.
    OuterTransaction(usize),
    /// It was not begun.
    Obstacle(Obstacle),
}

/// Why nothing was begun.
#[derive(Debug)]
pub enum Obstacle {
    /// The database refuses to begin, or to show the history.
    Database(DieselError),
    /// Another runner did not finish in time: what it holds.
    Held(String),
    /// The lock file could not be opened.
    LockFile(std::path::PathBuf, std::io::Error),
    /// The caller has begun a transaction, which the database would commit without a word.
    InTransaction,
}

impl From<Obstacle> for Failure {
    fn from(obstacle: Obstacle) -> Self {
        Self::Obstacle(obstacle)
    }
}

impl From<DieselError> for Obstacle {
    fn from(error: DieselError) -> Self {
        Self::Database(error)
    }
}

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        Self::Obstacle(Obstacle::Database(error))
    }
}

/// Databases that migrations can be run on: a trait for backends, nothing to call.
///
/// The algorithm (what is pending, in which order, what to do when something fails) stands in
/// [`Runner`](super::Runner); here is only what differs from one database to the next.
pub trait Database: Texts + Sized {
    /// Does a transaction take back everything, `CREATE` and `ALTER` too?
    #[doc(hidden)]
    const TRANSACTIONAL: bool;

    /// Gives a row if there is a table for the history.
    #[doc(hidden)]
    const HISTORY_EXISTS: &str;

    /// The type of a text in a CAST.
    #[doc(hidden)]
    const TEXT: &str;

    /// What is kept while the runner works.
    #[doc(hidden)]
    type Hold: Send;

    /// What is kept while a migration runs.
    #[doc(hidden)]
    type Settings: Send;

    /// Cuts a file into its statements.
    fn statements(sql: &str) -> Vec<Statement>;

    /// Where in a statement the mistake is that the database speaks of, in bytes, as far as it tells.
    #[doc(hidden)]
    fn mistake(sql: &str, error: &DieselError) -> Option<usize>;

    /// Is this the error for a lock that was not had in time?
    #[doc(hidden)]
    fn is_locked(error: &DieselError) -> bool;

    /// Makes statements wait for others for up to `wait`, where they would not; and, if it is to be `alone`, keeps out
    /// other runners, also between transactions.
    #[doc(hidden)]
    fn hold<S: Session<Backend = Self>>(
        session: &mut S,
        wait: Duration,
        alone: bool,
    ) -> impl Future<Output = Result<Self::Hold, Obstacle>> + Send;

    /// The end of [`hold`](Database::hold).
    #[doc(hidden)]
    fn let_go<S: Session<Backend = Self>>(
        session: &mut S,
        hold: Self::Hold,
    ) -> impl Future<Output = QueryResult<()>> + Send;

    /// Creates the table of the history, which is not there.
    #[doc(hidden)]
    fn create_history<S: Session<Backend = Self>>(
        session: &mut S,
        _wait: Duration,
    ) -> impl Future<Output = Result<(), Obstacle>> + Send {
        async { Ok(session.run(CREATE_MIGRATIONS_TABLE).await?) }
    }

    /// Migrations that stopped halfway, where that can be.
    #[doc(hidden)]
    fn unfinished<S: Session<Backend = Self>>(
        _session: &mut S,
    ) -> impl Future<Output = QueryResult<Vec<Unfinished>>> + Send {
        async { Ok(Vec::new()) }
    }

    /// Forgets that a migration stopped halfway.
    #[doc(hidden)]
    fn forget_unfinished<S: Session<Backend = Self>>(
        _session: &mut S,
        _version: &str,
    ) -> impl Future<Output = QueryResult<()>> + Send {
        async { Ok(()) }
    }

    /// Before a migration, and before its transaction.
    #[doc(hidden)]
    fn enter<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
    ) -> impl Future<Output = Result<Self::Settings, Failure>> + Send;

    /// The first thing in its transaction, or first of all where it has none: makes sure that no other runner is at work,
    /// and notes the settings that its statements may change.
    #[doc(hidden)]
    fn claim<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
        wait: Duration,
        settings: &mut Self::Settings,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// After its statements: checks what has to be checked, and puts back the settings that the history needs.
    #[doc(hidden)]
    fn settle<S: Session<Backend = Self>>(
        session: &mut S,
        settings: &mut Self::Settings,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// After the migration and its transaction, whatever came of it.
    #[doc(hidden)]
    fn leave<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
        settings: Self::Settings,
        result: Result<bool, Failure>,
    ) -> impl Future<Output = Result<bool, Failure>> + Send;
}
