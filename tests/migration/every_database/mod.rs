//! What holds on every database. Each has a folder of its own that includes these tests and says in `database.rs` how
//! to reach it.

#[cfg(feature = "async")]
mod asynchronous;
mod diesel;
mod failures;
mod folders;
pub(crate) mod runners;
mod statements;
pub(crate) mod support;
mod transactions;
