//! What queries and loads return, the same on every database.
//!
//! Each database has a program of its own that includes these tests and says in `database.rs` how to reach it.

mod accessors;
mod aggregate;
#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "async")]
mod cancelled;
mod connections;
mod faults;
mod include;
mod join;
mod keys;
mod large;
mod links;
mod property;
