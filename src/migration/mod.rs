//! Migrations: reading, planning and running them.
//!
//! The format is Diesel's, so a project moves here, or back, without a change: a folder for each migration,
//! `<version>_<name>/` with `up.sql`, `down.sql` and perhaps a `metadata.toml`, and the table
//! `__diesel_schema_migrations` that remembers what has been applied. Versions sort as `diesel_migrations` sorts them
//! (as text, dashes left out); files beside the folders are ignored.
//!
//! A service applies what is pending in one line at start-up, on any Diesel connection, also one of a pool:
//!
//! ```
//! use diesel::prelude::*;
//! use kinfolk::migration::{self, Source};
//!
//! const MIGRATIONS: Source = migration::embed!("migrations/sqlite");
//!
//! let mut conn = SqliteConnection::establish(":memory:")?;
//! let applied = MIGRATIONS.run(&mut conn)?;
//!
//! assert!(!applied.is_empty());
//! assert!(MIGRATIONS.run(&mut conn)?.is_empty(), "nothing is pending any more");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Source::on`] gives the rest: revert, redo, status, a number of steps. With the feature `async` there is
//! `run_async` for connections of `diesel_async`.
//!
//! # What is promised
//!
//! - Every file that takes part is read and checked before the first statement is sent: a missing `down.sql`, two
//!   folders of one version or a stray `COMMIT` touch nothing.
//! - A migration runs in a transaction of its own together with its line in the history, so it is applied whole or
//!   not at all. Those before it stay, and [`Error::done`] lists them. One whose `metadata.toml` says
//!   `run_in_transaction = false` runs statement by statement; when it fails, the error says which ones stay.
//! - MySQL and MariaDB commit at every `CREATE`, `ALTER` and the like. What cannot be taken back there is remembered: the
//!   migration is [dirty](State::Dirty), runs refuse, and [`Runner::resolve`] ends that state once somebody has looked.
//! - An error names the migration, the file, the line, the statement and the database's own message.
//! - Runners that start at once on one database take turns; each looks again, under the lock, at what is still to be
//!   done, so nothing runs twice. The later one waits ([`Runner::wait`]) and then finds nothing to do.
//!
//! # Foreign keys on SQLite
//!
//! SQLite ignores `PRAGMA foreign_keys` inside a transaction, so `PRAGMA foreign_keys = OFF` in a migration would do
//! nothing, and rebuilding a table would delete its children through `ON DELETE CASCADE`. kinfolk does what the author
//! meant: such a migration runs with foreign keys off, `PRAGMA foreign_key_check` is asked before the commit, and a new
//! violation undoes the migration. The connection's own setting is put back after every migration.

mod database;
mod diesel_source;
mod embedded;
mod engine;
mod error;
mod execute;
mod folder;
mod history;
mod plan;
mod runner;
#[cfg(feature = "async")]
mod runner_async;
mod script;
mod session;
mod source;
mod status;
mod unfinished;

pub use database::{Applied, Database};
pub use error::Error;
pub use execute::Done;
pub use plan::{Direction, Plan, Step, Steps};
pub use runner::Runner;
pub use script::{Effect, Script, Statement};
pub use source::{Migration, Source};
pub use status::{Entry, State, Status};
pub use unfinished::Unfinished;

pub(crate) use database::{Failure, Obstacle};
#[cfg(any(feature = "sqlite", feature = "postgres_backend", feature = "mysql_backend"))]
pub(crate) use session::Session;
#[cfg(any(feature = "postgres_backend", feature = "mysql_backend"))]
pub(crate) use session::granted;

#[doc(hidden)]
pub use diesel_migrations as __diesel_migrations;

/// Builds the migrations of a folder into the program: a constant [`Source`].
///
/// The path is relative to the `Cargo.toml` of the crate it is written in; without one, `migrations` is looked for in
/// `src`, then upwards.
///
/// ```
/// use kinfolk::migration::{self, Source};
///
/// const MIGRATIONS: Source = migration::embed!("migrations/sqlite");
/// # assert!(!MIGRATIONS.migrations().unwrap().is_empty());
/// ```
///
/// Cargo does not notice a new folder by itself; a build script that prints
/// `cargo::rerun-if-changed=migrations` makes it do so.
#[doc(hidden)]
#[macro_export]
macro_rules! __embed_migrations {
    ($($path:tt)?) => {{
        use $crate::migration::__diesel_migrations as diesel_migrations;
        $crate::migration::Source::embedded(diesel_migrations::embed_migrations!($($path)?))
    }};
}

#[doc(inline)]
pub use crate::__embed_migrations as embed;
