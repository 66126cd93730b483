//! Private database servers that exist for one run: for tests, and for looking at what migrations make.
//!
//! A server is started from the programs that are installed, with a data folder, a port and a password of its own, and
//! tuned for speed: nothing in it outlives the run. It is stopped and its folder removed when the value is dropped,
//! and also when the program ends in another way: by Ctrl-C, by a signal, even by SIGKILL.
//!
//! ```no_run
//! let server = kinfolk_throwaway::postgres::Server::start()?;
//! println!("psql {}", server.url("postgres"));
//! # Ok::<(), kinfolk_throwaway::Error>(())
//! ```
//!
//! These servers do not run as root: a program of root's starts them as `postgres`, `mysql` or `nobody`. They listen on
//! 127.0.0.1 and on a socket in their folder, which other users cannot open. Unix only; elsewhere `start` is an error.

mod account;
mod error;
mod folder;
pub mod mysql;
pub mod postgres;
mod programs;
mod server;

pub use error::Error;
