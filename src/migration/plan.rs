//! What is to be done, decided and checked before anything is touched.

use std::collections::BTreeSet;

use super::error::{Error, Kind};
use super::{Applied, Database, Migration, Script};

/// Which way a migration goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// `up.sql`: apply it.
    Up,
    /// `down.sql`: revert it.
    Down,
}

/// How many migrations to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// All of them.
    All,
    /// At most so many.
    Number(usize),
}

impl Steps {
    fn limit(self) -> usize {
        match self {
            Steps::All => usize::MAX,
            Steps::Number(number) => number,
        }
    }
}

/// Migrations in the order in which they will be run, each with its statements.
#[derive(Debug)]
pub struct Plan {
    steps: Vec<Step>,
}

/// One migration of a [`Plan`].
#[derive(Debug)]
pub struct Step {
    migration: Migration,
    direction: Direction,
    script: Script,
}

impl Step {
    fn new<DB: Database>(migration: &Migration, direction: Direction) -> Result<Self, Error> {
        let script = migration.script::<DB>(direction)?;
        script.check(migration.runs_in_transaction())?;
        Ok(Self { migration: migration.clone(), direction, script })
    }

    /// The migration.
    pub fn migration(&self) -> &Migration {
        &self.migration
    }

    /// Applied or reverted?
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The statements that will be sent.
    pub fn script(&self) -> &Script {
        &self.script
    }
}

impl Plan {
    /// Applies what is pending, lowest version first.
    pub(crate) fn run<DB: Database>(all: &[Migration], applied: &[Applied], steps: Steps) -> Result<Self, Error> {
        let applied: BTreeSet<&str> = applied.iter().map(|it| it.version.as_str()).collect();
        let pending = all.iter().filter(|it| !applied.contains(it.version()));
        let steps = pending.take(steps.limit()).map(|it| Step::new::<DB>(it, Direction::Up));
        Ok(Self { steps: steps.collect::<Result<_, _>>()? })
    }

    /// Reverts what is applied, highest version first.
    pub(crate) fn revert<DB: Database>(
        all: &[Migration],
        looked_in: &str,
        applied: &[Applied],
        steps: Steps,
    ) -> Result<Self, Error> {
        let mut versions: Vec<&str> = applied.iter().map(|it| it.version.as_str()).collect();
        versions.sort_unstable();
        let last = versions.iter().rev().take(steps.limit());
        let steps = last.map(|version| match all.iter().find(|it| it.version() == *version) {
            Some(migration) => Step::new::<DB>(migration, Direction::Down),
            None => Err(Kind::Missing { version: (*version).into(), looked_in: looked_in.into() }.into()),
        });
        Ok(Self { steps: steps.collect::<Result<_, _>>()? })
    }

    /// Reverts, then applies the same ones again.
    pub(crate) fn redo<DB: Database>(
        all: &[Migration],
        looked_in: &str,
        applied: &[Applied],
        steps: Steps,
    ) -> Result<Self, Error> {
        let mut plan = Self::revert::<DB>(all, looked_in, applied, steps)?;
        let again = plan.steps.iter().rev().map(|step| Step::new::<DB>(&step.migration, Direction::Up));
        let again = again.collect::<Result<Vec<_>, _>>()?;
        plan.steps.extend(again);
        Ok(plan)
    }

    /// The migrations, in the order in which they will be run.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Does one of them run without a transaction?
    pub(crate) fn leaves_transactions(&self) -> bool {
        self.steps.iter().any(|step| !step.migration.runs_in_transaction())
    }
}
