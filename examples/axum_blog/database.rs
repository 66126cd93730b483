//! What differs from one database to the next. Everything else is written once.

use bb8::ManageConnection;
use diesel::SqliteConnection;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, PoolError, RecyclingMethod};
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use diesel_async::{AsyncConnection, SimpleAsyncConnection};
use kinfolk::instrument::QueryCount;
use kinfolk::migration::{self, Source};
use std::error::Error;

/// A database that the service runs on.
pub trait Database: Send + Sync + 'static {
    type Connection: kinfolk::AsyncConnection + 'static;
    /// What makes the connections of a pool.
    type Manager: ManageConnection<Connection = Self::Connection, Error = PoolError>;

    /// Brings the database up to date, over a connection without the settings below. Services that start at once take
    /// turns.
    ///
    /// # Errors
    /// When it cannot be reached, or a migration fails.
    fn migrate(url: &str) -> impl Future<Output = Result<(), Box<dyn Error + Send + Sync>>> + Send;

    /// Connections whose queries are counted.
    fn manager(url: &str, count: QueryCount) -> Self::Manager;

    /// SQL for the key that the database gave to the row which this connection inserted last.
    const INSERTED_ID: &'static str;
}

pub struct Sqlite;

impl Database for Sqlite {
    type Connection = SyncConnectionWrapper<SqliteConnection>;
    type Manager = AsyncDieselConnectionManager<Self::Connection>;

    async fn migrate(url: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        const MIGRATIONS: Source = migration::embed!("migrations/sqlite");
        let conn = &mut Self::Connection::establish(url).await?;
        // Readers do not wait for a writer, nor it for them; a setting of the file, which stays.
        conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL").await?;
        MIGRATIONS.run_async(conn).await?;
        Ok(())
    }

    fn manager(url: &str, count: QueryCount) -> Self::Manager {
        // These are settings of each connection.
        manager(url, count, "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000")
    }

    const INSERTED_ID: &'static str = "last_insert_rowid()";
}

#[cfg(feature = "postgres")]
pub struct Postgres;

#[cfg(feature = "postgres")]
impl Database for Postgres {
    type Connection = diesel_async::AsyncPgConnection;
    type Manager = AsyncDieselConnectionManager<Self::Connection>;

    async fn migrate(url: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        const MIGRATIONS: Source = migration::embed!("migrations/postgres");
        MIGRATIONS.run_async(&mut Self::Connection::establish(url).await?).await?;
        Ok(())
    }

    fn manager(url: &str, count: QueryCount) -> Self::Manager {
        manager(url, count, "SET statement_timeout = '10s'")
    }

    const INSERTED_ID: &'static str = "lastval()::integer";
}

fn manager<C: AsyncConnection + 'static>(
    url: &str,
    count: QueryCount,
    setup: &'static str,
) -> AsyncDieselConnectionManager<C> {
    let mut config = ManagerConfig::default();
    // A connection that is closed or in a transaction is not handed out again; others are not asked whether they are well,
    // which would be one query more for each request.
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| {
        let (url, count) = (url.to_owned(), count.clone());
        Box::pin(async move {
            let mut conn = C::establish(&url).await?;
            conn.batch_execute(setup).await.map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
            count.install(&mut conn);
            Ok(conn)
        })
    });
    AsyncDieselConnectionManager::new_with_config(url, config)
}
