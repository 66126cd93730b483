//! The table `__diesel_schema_migrations`, which Diesel's own tools share.

use diesel::result::QueryResult;

use super::session::Session;
use super::{Applied, Database};

/// The history, oldest version first. Empty where there is no table for it: reading changes nothing.
pub(super) async fn applied<S: Session>(session: &mut S) -> QueryResult<Vec<Applied>> {
    if !exists(session).await? {
        return Ok(Vec::new());
    }
    // The date is only shown, so its format is not relied on.
    let rows = format!(
        "SELECT version, CAST(run_on AS {}) FROM __diesel_schema_migrations ORDER BY version",
        S::Backend::TEXT
    );
    let rows = session.rows(&rows, &[]).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut columns = row.into_iter().map(Option::unwrap_or_default);
            Applied { version: columns.next().unwrap_or_default(), at: columns.next().unwrap_or_default() }
        })
        .collect())
}

pub(super) async fn exists<S: Session>(session: &mut S) -> QueryResult<bool> {
    Ok(!session.rows(S::Backend::HISTORY_EXISTS, &[]).await?.is_empty())
}

/// Is this version in the history, whose table is there?
pub(super) async fn is_applied<S: Session>(session: &mut S, version: &str) -> QueryResult<bool> {
    let query = "SELECT version FROM __diesel_schema_migrations WHERE version = ?";
    Ok(!session.rows(query, &[version]).await?.is_empty())
}

pub(super) async fn record<S: Session>(session: &mut S, version: &str) -> QueryResult<()> {
    let insert = "INSERT INTO __diesel_schema_migrations (version) VALUES (?)";
    session.execute(insert, &[version]).await.map(drop)
}

pub(super) async fn forget<S: Session>(session: &mut S, version: &str) -> QueryResult<()> {
    let delete = "DELETE FROM __diesel_schema_migrations WHERE version = ?";
    session.execute(delete, &[version]).await.map(drop)
}
