//! SQLite.

mod foreign_keys;
mod history;
mod lock;
mod migrate;
mod statements;
mod tokens;
