//! The real command in folders of its own, with real SQLite files.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used)]

mod init;
mod migrate;
mod schema;
mod support;
mod together;
mod usage;
