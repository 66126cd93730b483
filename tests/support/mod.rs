//! What several test programs and benchmarks need: databases of their own on real servers.
//!
//! Included with `#[path = "../support/mod.rs"] mod support;`.
//!
//! The servers are named by `KINFOLK_TEST_POSTGRES_URL` and `KINFOLK_TEST_MYSQL_URL`; `cargo xtask test` sets both.
#![allow(dead_code, unreachable_pub, reason = "each program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "without a server there is no test")]

#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod server;
