//! Migrations that stopped halfway, on databases where a transaction does not take back everything.

use super::{Applied, Direction};

/// A migration that was begun and not ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Unfinished {
    /// Its version.
    pub version: String,
    /// Should it have been applied or reverted?
    pub direction: Direction,
    /// The number of the statement that failed, from 1; `None` where nobody lived to tell.
    pub statement: Option<usize>,
    /// Its text.
    pub sql: Option<String>,
    /// What the database said.
    pub message: Option<String>,
}

/// Those that really are unfinished: the history is written when all statements have run, so where it agrees the
/// migration was ended, though not this note of it.
pub(super) fn dirty(all: Vec<Unfinished>, applied: &[Applied]) -> Vec<Unfinished> {
    let is_applied = |version: &str| applied.iter().any(|it| it.version == version);
    all.into_iter().filter(|it| is_applied(&it.version) == (it.direction == Direction::Down)).collect()
}
