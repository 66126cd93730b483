//! The pool: so many connections, and so long a request waits for one of them.

use super::database::Database;
use diesel_async::pooled_connection::PoolError;
use kinfolk::instrument::QueryCount;
use std::time::Duration;

pub type Pool<D> = bb8::Pool<<D as Database>::Manager>;

pub struct Settings {
    pub connections: u32,
    /// How long a request waits for a connection before it is turned away.
    pub patience: Duration,
    /// Counts the queries of all connections.
    pub count: QueryCount,
}

impl Default for Settings {
    fn default() -> Self {
        Self { connections: 8, patience: Duration::from_secs(2), count: QueryCount::new() }
    }
}

/// # Errors
/// When the database cannot be reached.
pub async fn new<D: Database>(url: &str, settings: Settings) -> Result<Pool<D>, PoolError> {
    bb8::Pool::builder()
        .max_size(settings.connections)
        // One at once, so that a wrong URL is found out now.
        .min_idle(1)
        .connection_timeout(settings.patience)
        .build(D::manager(url, settings.count))
        .await
}
