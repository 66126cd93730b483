//! The runner on connections of `diesel_async`.

use diesel_async::AsyncConnection;

use super::engine::Engine;
use super::session::Async;
use super::{Database, Done, Error, Runner, Source, Status, Steps};

impl Source {
    /// Applies all that is pending, on an async connection: [`run`](Source::run) for `diesel_async`.
    ///
    /// It works on each runtime and with each connection, pooled ones too, and starts no runtime of its own. Dropping the
    /// future in the middle leaves a connection that counts as broken, which a pool throws away: the database then undoes
    /// what was not committed.
    ///
    /// # Errors
    ///
    /// As [`run`](Source::run).
    pub async fn run_async<C>(&self, conn: &mut C) -> Result<Vec<Done>, Error>
    where
        C: AsyncConnection,
        C::Backend: Database,
    {
        self.on(conn).run_async(Steps::All).await
    }
}

impl<C> Runner<'_, C>
where
    C: AsyncConnection,
    C::Backend: Database,
{
    /// [`status`](Runner::status) on an async connection.
    ///
    /// # Errors
    ///
    /// The same.
    pub async fn status_async(&mut self) -> Result<Status, Error> {
        let mut session = Async::new(self.conn);
        let result = Engine::new(self.source, self.wait, &mut session).status().await;
        session.finish();
        result
    }

    /// [`run`](Runner::run) on an async connection.
    ///
    /// # Errors
    ///
    /// The same.
    pub async fn run_async(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let mut session = Async::new(self.conn);
        let result = Engine::new(self.source, self.wait, &mut session).run(steps).await;
        session.finish();
        result
    }

    /// [`revert`](Runner::revert) on an async connection.
    ///
    /// # Errors
    ///
    /// The same.
    pub async fn revert_async(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let mut session = Async::new(self.conn);
        let result = Engine::new(self.source, self.wait, &mut session).revert(steps).await;
        session.finish();
        result
    }

    /// [`redo`](Runner::redo) on an async connection.
    ///
    /// # Errors
    ///
    /// The same.
    pub async fn redo_async(&mut self, steps: Steps) -> Result<Vec<Done>, Error> {
        let mut session = Async::new(self.conn);
        let result = Engine::new(self.source, self.wait, &mut session).redo(steps).await;
        session.finish();
        result
    }

    /// [`resolve`](Runner::resolve) on an async connection.
    ///
    /// # Errors
    ///
    /// The same.
    pub async fn resolve_async(&mut self, version: &str, applied: bool) -> Result<(), Error> {
        let mut session = Async::new(self.conn);
        let result = Engine::new(self.source, self.wait, &mut session).resolve(version, applied).await;
        session.finish();
        result
    }
}
