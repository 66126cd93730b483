//! Where each migration stands.

use super::{Applied, Direction, Migration, Unfinished};

/// All migrations that the source or the database knows.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Status {
    entries: Vec<Entry>,
}

/// One migration and its state.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Entry {
    /// Its version.
    pub version: String,
    /// The name of its folder; `None` where it is missing.
    pub name: Option<String>,
    /// Is there a `down.sql`?
    pub reversible: bool,
    /// Applied, pending, missing or dirty.
    #[serde(flatten)]
    pub state: State,
}

/// Where a migration stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum State {
    /// Applied in the database.
    Applied {
        /// When, in UTC.
        at: String,
    },
    /// Not yet applied.
    Pending,
    /// Applied in the database, but the source does not have it.
    Missing {
        /// When, in UTC.
        at: String,
    },
    /// Stopped halfway, on a database that cannot take back what had been done until then.
    Dirty {
        /// Should it have been applied or reverted?
        direction: Direction,
        /// The number of the statement that failed, from 1; `None` if the run was cut off.
        statement: Option<usize>,
        /// The text of that statement.
        sql: Option<String>,
        /// What the database said.
        message: Option<String>,
    },
}

impl Status {
    pub(super) fn new(all: Vec<Migration>, applied: Vec<Applied>, dirty: Vec<Unfinished>) -> Self {
        let dirty_state = |version: &str| {
            let it = dirty.iter().find(|it| it.version == version)?.clone();
            Some(State::Dirty { direction: it.direction, statement: it.statement, sql: it.sql, message: it.message })
        };
        let state = |version: &str| match applied.iter().find(|it| it.version == version) {
            Some(applied) => State::Applied { at: applied.at.clone() },
            None => State::Pending,
        };
        let known = all.iter().map(|it| Entry {
            version: it.version().into(),
            name: Some(it.name().into()),
            reversible: it.is_reversible(),
            state: dirty_state(it.version()).unwrap_or_else(|| state(it.version())),
        });
        let missing = applied.iter().filter(|it| all.iter().all(|known| known.version() != it.version));
        let missing = missing.map(|it| Entry {
            version: it.version.clone(),
            name: None,
            reversible: false,
            state: dirty_state(&it.version).unwrap_or_else(|| State::Missing { at: it.at.clone() }),
        });
        let mut entries: Vec<Entry> = known.chain(missing).collect();
        entries.sort_by(|a, b| a.version.cmp(&b.version));
        Self { entries }
    }

    /// The migrations, lowest version first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those that are not yet applied.
    pub fn pending(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|it| it.state == State::Pending)
    }
}
