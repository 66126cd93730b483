//! Several queries of one load that see one state of the database.

use super::dialect::Dialect;
use super::limited::FirstRowDsl;
use super::load::LoadInto;
#[cfg(feature = "async")]
use super::load_async::{FetchAsync, Finish, LoadIntoAsync};
use diesel::QueryResult;
use diesel::connection::{Connection, TransactionManager};

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
    Conn: diesel_async::AsyncConnection,
    Conn::Backend: Dialect,
    L: FetchAsync<Conn, U> + Send,
{
    type Fetched = L::Fetched;

    async fn fetch(self, conn: &mut Conn) -> QueryResult<L::Fetched> {
        use diesel_async::TransactionManager as _;
        let begun = Conn::TransactionManager::transaction_manager_status_mut(conn).transaction_depth()?.is_none();
        if begun {
            if let Some(sql) = Conn::Backend::BEFORE_SNAPSHOT {
                conn.batch_execute(sql).await?;
            }
            Conn::TransactionManager::begin_transaction(conn).await?;
            if let Some(sql) = Conn::Backend::IN_SNAPSHOT
                && let Err(error) = conn.batch_execute(sql).await
            {
                let _ = Conn::TransactionManager::rollback_transaction(conn).await;
                return Err(error);
            }
        }
        let fetched = self.0.fetch(conn).await;
        if begun && fetched.is_ok() {
            Conn::TransactionManager::commit_transaction(conn).await?;
        } else if begun {
            let _ = Conn::TransactionManager::rollback_transaction(conn).await;
        }
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
