//! Several queries of one load that see one state of the database.

use super::dialect::Dialect;
use super::limited::FirstRowDsl;
use super::load::LoadInto;
#[cfg(feature = "async")]
use super::load_async::{FetchAsync, Finish, LoadIntoAsync};
#[cfg(feature = "async")]
use super::unread::status;
use diesel::QueryResult;
use diesel::connection::{Connection, TransactionManager};
#[cfg(feature = "async")]
use {
    diesel_async::{AsyncConnection, TransactionManager as AsyncManager},
    std::{
        pin::pin,
        task::{Context, Waker},
    },
};

/// A load whose queries run in one transaction, so that all see the same state of the database; made by
/// [`in_snapshot`](super::IncludeQuery::in_snapshot).
///
/// Inside a transaction that is open already it adds nothing: that transaction decides what is seen.
#[derive(Debug, Clone, Copy)]
#[must_use = "queries are only executed when calling `load`, `first` or similar"]
pub struct Snapshot<L>(pub(crate) L);

impl<L, Conn> super::load::LoadDsl<Conn> for Snapshot<L> {}
#[cfg(feature = "async")]
impl<L, Conn> super::load_async::LoadAsyncDsl<Conn> for Snapshot<L> {}

impl<L: FirstRowDsl> FirstRowDsl for Snapshot<L> {
    type Output = Snapshot<L::Output>;
    fn first_row(self) -> Self::Output {
        Snapshot(self.0.first_row())
    }
}

/// `BEGIN` unless a transaction is open; whether it was sent.
fn begin<Conn>(conn: &mut Conn) -> QueryResult<bool>
where
    Conn: Connection,
    Conn::Backend: Dialect,
{
    if <Conn::TransactionManager as TransactionManager<Conn>>::transaction_manager_status_mut(conn)
        .transaction_depth()?
        .is_some()
    {
        return Ok(false);
    }
    if let Some(sql) = Conn::Backend::BEFORE_SNAPSHOT {
        conn.batch_execute(sql)?;
    }
    Conn::TransactionManager::begin_transaction(conn)?;
    if let Some(sql) = Conn::Backend::IN_SNAPSHOT
        && let Err(error) = conn.batch_execute(sql)
    {
        let _ = Conn::TransactionManager::rollback_transaction(conn);
        return Err(error);
    }
    Ok(true)
}

#[diagnostic::do_not_recommend]
impl<L, Conn, U> LoadInto<Conn, U> for Snapshot<L>
where
    Conn: Connection,
    Conn::Backend: Dialect,
    L: LoadInto<Conn, U>,
{
    fn load_into(self, conn: &mut Conn) -> QueryResult<Vec<U>> {
        let begun = begin(conn)?;
        let rows = self.0.load_into(conn);
        if begun && rows.is_ok() {
            Conn::TransactionManager::commit_transaction(conn)?;
        } else if begun {
            // The load's own error says more than one of the rollback.
            let _ = Conn::TransactionManager::rollback_transaction(conn);
        }
        rows
    }
}

#[cfg(feature = "async")]
impl<L, Conn, U> FetchAsync<Conn, U> for Snapshot<L>
where
    Conn: AsyncConnection + 'static,
    Conn::Backend: Dialect,
    L: FetchAsync<Conn, U> + Send,
{
    type Fetched = L::Fetched;

    async fn fetch(self, conn: &mut Conn) -> QueryResult<L::Fetched> {
        if status(conn).transaction_depth()?.is_some() {
            return self.0.fetch(conn).await;
        }
        let mut snapshot = OpenSnapshot { conn, stage: Stage::Begins };
        let fetched = snapshot.fetch(self.0).await;
        snapshot.stage = Stage::Ended;
        fetched
    }
}

#[cfg(feature = "async")]
#[diagnostic::do_not_recommend]
impl<L, Conn, U> LoadIntoAsync<Conn, U> for Snapshot<L>
where
    Self: FetchAsync<Conn, U>,
{
    fn load_into_async(self, conn: &mut Conn) -> impl Future<Output = QueryResult<Vec<U>>> + Send {
        let fetching = self.fetch(conn);
        async move { fetching.await?.finish() }
    }
}

/// The transaction of a snapshot, which ends with this value: also when the load is dropped in the middle.
#[cfg(feature = "async")]
struct OpenSnapshot<'conn, Conn: AsyncConnection<Backend: Dialect> + 'static> {
    conn: &'conn mut Conn,
    stage: Stage,
}

#[cfg(feature = "async")]
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Begins,
    Ends,
    Ended,
}

#[cfg(feature = "async")]
impl<Conn: AsyncConnection<Backend: Dialect> + 'static> OpenSnapshot<'_, Conn> {
    async fn fetch<L, U>(&mut self, load: L) -> QueryResult<L::Fetched>
    where
        L: FetchAsync<Conn, U> + Send,
    {
        if let Some(pipeline) = Conn::Backend::pipeline(self.conn) {
            pipeline.begin_snapshot().await?;
            let fetched = load.fetch(self.conn).await;
            if let Some(pipeline) = Conn::Backend::pipeline(self.conn) {
                // After a failure it rolls back.
                let ended = pipeline.end_snapshot().await;
                return fetched.and_then(|fetched| ended.map(|()| fetched));
            }
            return fetched;
        }
        if let Some(sql) = Conn::Backend::BEFORE_SNAPSHOT {
            self.conn.batch_execute(sql).await?;
        }
        <Conn::TransactionManager as AsyncManager<Conn>>::begin_transaction(self.conn).await?;
        let begun = match Conn::Backend::IN_SNAPSHOT {
            Some(sql) => self.conn.batch_execute(sql).await,
            None => Ok(()),
        };
        let fetched = match begun {
            Ok(()) => load.fetch(self.conn).await,
            Err(error) => Err(error),
        };
        self.stage = Stage::Ends;
        if fetched.is_ok() {
            <Conn::TransactionManager as AsyncManager<Conn>>::commit_transaction(self.conn).await?;
        } else {
            // The load's own error says more than one of the rollback.
            let _ = <Conn::TransactionManager as AsyncManager<Conn>>::rollback_transaction(self.conn).await;
        }
        fetched
    }

    /// Ends the transaction on a connection that pipelines, and does not wait: it sends a statement when that is polled
    /// first, and answers in order. Whether it did.
    ///
    /// Diesel's manager of transactions does not know of the transaction: it takes a connection for broken when what
    /// begins or ends one is not waited for.
    fn send_end(&mut self) -> bool {
        let Some(pipeline) = Conn::Backend::pipeline(self.conn) else { return false };
        let _ = pipeline.end_snapshot().as_mut().poll(&mut Context::from_waker(Waker::noop()));
        true
    }

    /// Begins to roll back and drops that: a connection whose queries run on another thread waits for them then.
    fn roll_back(&mut self) {
        let _ = pin!(<Conn::TransactionManager as AsyncManager<Conn>>::rollback_transaction(self.conn))
            .poll(&mut Context::from_waker(Waker::noop()));
    }
}

#[cfg(feature = "async")]
impl<Conn: AsyncConnection<Backend: Dialect> + 'static> Drop for OpenSnapshot<'_, Conn> {
    fn drop(&mut self) {
        if self.stage == Stage::Ended || self.send_end() {
            return;
        }
        let waits = Conn::Backend::WAITS_WHEN_DROPPED;
        if waits && std::thread::panicking() {
            // It may be the waiting that panics: on a runtime with one thread it does.
            return;
        }
        if waits && self.stage == Stage::Begins {
            self.roll_back();
        }
        let status = status(self.conn);
        if !waits || !matches!(status.transaction_depth(), Ok(None)) {
            // A pool throws it away, and the next snapshot says so.
            status.set_in_error();
        }
    }
}
