//! The settings of a connection that a migration may change and that the runner relies on.

use std::time::Duration;

use diesel::pg::Pg;
use diesel::result::QueryResult;

use crate::migration::Session;

/// What they were before.
#[derive(Default)]
pub struct Settings {
    /// In a dump of `pg_dump` it is set to nothing, and then the history is not found.
    search_path: Option<String>,
    lock_timeout: Option<String>,
}

impl Settings {
    /// Reads them, and ends waits for locks after `wait` where nothing does so already.
    pub(super) async fn note<S: Session<Backend = Pg>>(session: &mut S, wait: Duration) -> QueryResult<Self> {
        let query = "SELECT current_setting('search_path'), current_setting('lock_timeout')";
        let mut columns = session.rows(query, &[]).await?.into_iter().flatten();
        let settings = Self {
            search_path: columns.next().flatten(),
            lock_timeout: columns.next().flatten().filter(|timeout| timeout == "0"),
        };
        if settings.lock_timeout.is_some() {
            // 0 would be for ever.
            let timeout = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX).max(1);
            set(session, "lock_timeout", &timeout.to_string()).await?;
        }
        Ok(settings)
    }

    pub(super) async fn put_back<S: Session<Backend = Pg>>(&self, session: &mut S) -> QueryResult<()> {
        if let Some(search_path) = &self.search_path {
            set(session, "search_path", search_path).await?;
        }
        if let Some(lock_timeout) = &self.lock_timeout {
            set(session, "lock_timeout", lock_timeout).await?;
        }
        Ok(())
    }
}

async fn set<S: Session<Backend = Pg>>(session: &mut S, name: &str, value: &str) -> QueryResult<()> {
    session.rows("SELECT set_config(?, ?, false)", &[name, value]).await.map(drop)
}
