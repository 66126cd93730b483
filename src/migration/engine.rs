//! What a runner does, on connections of any kind.

use std::time::Duration;

use diesel::result::QueryResult;

use super::error::{Error, Kind};
use super::execute::{carry_out, explain, obstructed, unreadable};
use super::session::Session;
use super::unfinished::{Unfinished, dirty};
use super::{Applied, Database, Done, Migration, Plan, Source, Status, Steps, history};

/// A runner while it works.
pub(super) struct Engine<'a, S> {
    source: &'a Source,
    wait: Duration,
    session: &'a mut S,
}

/// What the database knows of migrations.
struct Known {
    applied: Vec<Applied>,
    dirty: Vec<Unfinished>,
}

impl<'a, S: Session> Engine<'a, S> {
    pub(super) fn new(source: &'a Source, wait: Duration, session: &'a mut S) -> Self {
        Self { source, wait, session }
    }

    pub(super) async fn status(&mut self) -> Result<Status, Error> {
        let all = self.source.migrations()?;
        let mut known = self.known(self.wait, false).await?;
        if !known.dirty.is_empty() {
            match self.known(Duration::ZERO, true).await {
                Ok(now) => known = now,
                // Another runner is at it: it has not stopped.
                Err(error) if error.is_locked() => known.dirty.clear(),
                Err(_) => {}
            }
        }
        Ok(Status::new(all, known.applied, known.dirty))
    }

    pub(super) async fn run(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let plan = self.plan_run(steps).await?;
        self.execute(&plan).await
    }

    pub(super) async fn revert(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let plan = self.plan_revert(steps).await?;
        self.execute(&plan).await
    }

    pub(super) async fn redo(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let all = self.source.migrations()?;
        let applied = self.applied().await?;
        let plan = Plan::redo::<S::Backend>(&all, &self.source.to_string(), &applied, steps)?;
        self.execute(&plan).await
    }

    pub(super) async fn plan_run(&mut self, steps: Steps) -> Result<Plan, Error> {
        let all = self.source.migrations()?;
        Plan::run::<S::Backend>(&all, &self.applied().await?, steps)
    }

    pub(super) async fn plan_revert(&mut self, steps: Steps) -> Result<Plan, Error> {
        let all = self.source.migrations()?;
        Plan::revert::<S::Backend>(&all, &self.source.to_string(), &self.applied().await?, steps)
    }

    /// Says of a migration that stopped halfway that it is applied, or that it is not.
    pub(super) async fn resolve(&mut self, version: &str, applied: bool) -> Result<(), Error> {
        let wait = self.wait;
        let hold = S::Backend::hold(self.session, wait, true).await.map_err(obstructed_in::<S>(wait))?;
        let result = self.resolve_alone(version, applied).await;
        let let_go = S::Backend::let_go(self.session, hold).await;
        result.and_then(|()| let_go.map_err(unreadable_in::<S>(wait)))
    }

    async fn resolve_alone(&mut self, version: &str, applied: bool) -> Result<(), Error> {
        let known = read(self.session).await.map_err(unreadable_in::<S>(self.wait))?;
        if !known.dirty.iter().any(|it| it.version == version) {
            return Err(Kind::NotDirty { version: version.into() }.into());
        }
        let is_applied = known.applied.iter().any(|it| it.version == version);
        let write = async {
            match (applied, is_applied) {
                (true, false) => history::record(self.session, version).await?,
                (false, true) => history::forget(self.session, version).await?,
                (true, true) | (false, false) => {}
            }
            S::Backend::forget_unfinished(self.session, version).await
        };
        write.await.map_err(unreadable_in::<S>(self.wait))
    }

    /// The history, as long as no migration has stopped halfway.
    async fn applied(&mut self) -> Result<Vec<Applied>, Error> {
        let mut known = self.known(self.wait, false).await?;
        if !known.dirty.is_empty() {
            // Perhaps another runner is at it and has not stopped.
            known = self.known(self.wait, true).await?;
        }
        self.refuse_dirty(known)
    }

    fn refuse_dirty(&self, known: Known) -> Result<Vec<Applied>, Error> {
        match known.dirty.into_iter().next() {
            None => Ok(known.applied),
            Some(dirty) => {
                let all = self.source.migrations()?;
                let migration = all.iter().find(|it| it.version() == dirty.version).map(Migration::name);
                Err(Kind::Dirty { migration: migration.unwrap_or(&dirty.version).into(), dirty }.into())
            }
        }
    }

    async fn known(&mut self, wait: Duration, alone: bool) -> Result<Known, Error> {
        let hold = S::Backend::hold(self.session, wait, alone).await.map_err(obstructed_in::<S>(wait))?;
        let known = read(self.session).await;
        let let_go = S::Backend::let_go(self.session, hold).await;
        known.and_then(|known| let_go.map(|()| known)).map_err(unreadable_in::<S>(wait))
    }

    async fn execute(&mut self, plan: &Plan) -> Result<Vec<Done>, Error> {
        if plan.steps().is_empty() {
            return Ok(Vec::new());
        }
        let wait = self.wait;
        // Between its statements, a migration without a transaction holds nothing that others would wait for.
        let alone = plan.leaves_transactions() || !S::Backend::TRANSACTIONAL;
        let hold = S::Backend::hold(self.session, wait, alone).await.map_err(obstructed_in::<S>(wait))?;
        let result = self.carry_out(plan).await;
        let let_go = S::Backend::let_go(self.session, hold).await;
        result.and_then(|done| match let_go {
            Ok(()) => Ok(done),
            Err(error) => Err(unreadable::<S::Backend>(wait, error).after(done)),
        })
    }

    async fn carry_out(&mut self, plan: &Plan) -> Result<Vec<Done>, Error> {
        let wait = self.wait;
        if !history::exists(self.session).await.map_err(unreadable_in::<S>(wait))? {
            S::Backend::create_history(self.session, wait).await.map_err(obstructed_in::<S>(wait))?;
        }
        if !S::Backend::TRANSACTIONAL {
            // The one that was waited for may have stopped halfway.
            let known = read(self.session).await.map_err(unreadable_in::<S>(wait))?;
            self.refuse_dirty(known)?;
        }
        let mut done = Vec::new();
        for step in plan.steps() {
            match carry_out(self.session, step, wait).await {
                Ok(Some(it)) => done.push(it),
                Ok(None) => {}
                Err(failure) => return Err(explain::<S::Backend>(step.script(), wait, failure).after(done)),
            }
        }
        Ok(done)
    }
}

async fn read<S: Session>(session: &mut S) -> QueryResult<Known> {
    let applied = history::applied(session).await?;
    let dirty = dirty(S::Backend::unfinished(session).await?, &applied);
    Ok(Known { applied, dirty })
}

fn unreadable_in<S: Session>(wait: Duration) -> impl Fn(diesel::result::Error) -> Error {
    move |error| unreadable::<S::Backend>(wait, error)
}

fn obstructed_in<S: Session>(wait: Duration) -> impl Fn(super::Obstacle) -> Error {
    move |obstacle| obstructed::<S::Backend>(wait, obstacle)
}
