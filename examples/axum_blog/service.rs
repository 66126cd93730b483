//! The routes, and how the service runs and ends.

use super::database::Database;
use super::pool::{self, Pool, Settings};
use super::{articles, remarks};
use axum::Router;
use axum::routing::{get, post, put};
use diesel::QueryResult;
use diesel::dsl::sql;
use diesel::sql_types::Integer;
use kinfolk::AsyncConnection as _;
use std::error::Error;
use tokio::net::TcpListener;

pub fn router<D: Database>(pool: Pool<D>) -> Router {
    Router::new()
        .route("/articles", get(articles::list::<D>).post(articles::create::<D>))
        .route("/articles/{id}", get(articles::one::<D>))
        .route("/articles/{id}/tags", put(articles::set_tags::<D>))
        .route("/articles/{id}/comments", post(remarks::create_comment::<D>))
        .route("/users", post(remarks::create_user::<D>))
        .route("/tags", post(remarks::create_tag::<D>))
        .with_state(pool)
}

/// Brings the database up to date and makes the pool.
///
/// # Errors
/// When the database cannot be reached or a migration fails.
pub async fn start<D: Database>(url: &str, settings: Settings) -> Result<Pool<D>, Box<dyn Error + Send + Sync>> {
    D::migrate(url).await?;
    Ok(pool::new::<D>(url, settings).await?)
}

/// Serves until `shutdown` is done: then nobody new is served, and it returns when the requests that run have been
/// answered.
///
/// # Errors
/// Those of the listener.
pub async fn serve<D: Database>(
    listener: TcpListener,
    pool: Pool<D>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router::<D>(pool)).with_graceful_shutdown(shutdown).await
}

/// The key of the row that this connection inserted last. `RETURNING` would be as good; MySQL has none.
pub async fn inserted<D: Database>(conn: &mut D::Connection) -> QueryResult<i32> {
    let ids: Vec<i32> = conn.load_async(diesel::select(sql::<Integer>(D::INSERTED_ID))).await?;
    ids.into_iter().next().ok_or(diesel::NotFound)
}
