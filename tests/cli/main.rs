//! The real command in folders of its own, with real SQLite files and on real servers.
#![cfg(all(feature = "cli", feature = "sqlite"))]
#![allow(clippy::unwrap_used)]

#[cfg(feature = "mysql")]
mod dirty;
mod init;
mod migrate;
#[cfg_attr(not(any(feature = "postgres", feature = "mysql")), allow(dead_code, reason = "for servers"))]
mod project;
mod schema;
#[path = "../support/mod.rs"]
mod servers;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod shadow;
mod support;
mod together;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod unreachable;
mod usage;
