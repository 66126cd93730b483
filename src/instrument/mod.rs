//! Seeing the queries: a log, a count, assertions for tests, and an N+1 detector.
//!
//! All of it works on any Diesel connection, synchronous or not, pooled or not, through Diesel's own
//! [`Instrumentation`](diesel::connection::Instrumentation); whatever sends the queries, kinfolk or plain Diesel. A
//! connection on which nothing was installed runs nothing of this.
//!
//! | to | use |
//! |---|---|
//! | read or print every statement, its time, rows and error | [`QueryLog`] |
//! | count statements | [`QueryCount`] |
//! | state in a test how many queries a piece of code sends | [`assert_queries!`](crate::assert_queries) |
//! | find loops that load row by row | [`NPlusOne`], [`detect_n_plus_one`] |
//! | watch all connections of a service, keep an instrumentation of your own | [`Instruments`] |
//! | something else | [`Observer`] |
//!
//! ```
//! use diesel::prelude::*;
//! use kinfolk::assert_queries;
//! use kinfolk::instrument::QueryLog;
//!
//! let conn = &mut SqliteConnection::establish(":memory:")?;
//! let log = QueryLog::new();
//! log.install(conn);
//!
//! assert_queries!(conn, 1, { diesel::sql_query("SELECT 1").execute(conn)? });
//!
//! assert_eq!(log.statements()[0].sql(), "SELECT 1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assert;
mod attach;
mod count;
mod instruments;
mod log;
mod n_plus_one;
mod observer;
mod origin;
mod repetition;
mod rows;
mod runs;
mod secret;
mod selection;
mod shape;
mod shared;
mod sql_text;
mod statement;
mod tokens;

#[doc(hidden)]
pub use assert::Expectation;
pub use assert::QueryRange;
#[cfg(feature = "async")]
pub use attach::Awaiting;
pub use attach::{Blocking, Watch};
pub use count::QueryCount;
pub use instruments::Instruments;
pub use log::QueryLog;
pub use n_plus_one::{NPlusOne, Scope, detect_n_plus_one};
pub use observer::Observer;
pub use origin::Origin;
pub use repetition::Repetition;
#[cfg(feature = "async")]
pub(crate) use rows::StatementMeter;
pub use rows::{RowMeter, row_meter};
pub use shape::shape;
pub use statement::{Statement, StatementId, StatementKind};
