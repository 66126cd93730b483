//! The table `__diesel_schema_migrations`, which Diesel's own tools share.

use diesel::connection::LoadConnection;
use diesel::migration::CREATE_MIGRATIONS_TABLE;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;

use crate::migration::Applied;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Text)]
    run_on: String,
}

pub(super) fn applied<C: LoadConnection<Backend = Sqlite>>(conn: &mut C) -> QueryResult<Vec<Applied>> {
    let table =
        "SELECT count(*) AS number FROM sqlite_master WHERE type = 'table' AND name = '__diesel_schema_migrations'";
    if diesel::sql_query(table).get_result::<Count>(conn)?.number == 0 {
        return Ok(Vec::new());
    }
    // Diesel takes any text for a version; the date is only shown, so its format is not relied on.
    let rows = "SELECT version, CAST(run_on AS TEXT) AS run_on FROM __diesel_schema_migrations ORDER BY version";
    let rows = diesel::sql_query(rows).load::<Row>(conn)?;
    Ok(rows.into_iter().map(|row| Applied { version: row.version, at: row.run_on }).collect())
}

pub(super) fn is_applied<C: LoadConnection<Backend = Sqlite>>(conn: &mut C, version: &str) -> QueryResult<bool> {
    let count = "SELECT count(*) AS number FROM __diesel_schema_migrations WHERE version = ?";
    let count = diesel::sql_query(count).bind::<Text, _>(version).get_result::<Count>(conn)?;
    Ok(count.number > 0)
}

pub(super) fn create<C: LoadConnection<Backend = Sqlite>>(conn: &mut C) -> QueryResult<()> {
    conn.batch_execute(CREATE_MIGRATIONS_TABLE)
}

pub(super) fn record<C: LoadConnection<Backend = Sqlite>>(conn: &mut C, version: &str) -> QueryResult<()> {
    diesel::sql_query("INSERT INTO __diesel_schema_migrations (version) VALUES (?)")
        .bind::<Text, _>(version)
        .execute(conn)
        .map(drop)
}

pub(super) fn forget<C: LoadConnection<Backend = Sqlite>>(conn: &mut C, version: &str) -> QueryResult<()> {
    diesel::sql_query("DELETE FROM __diesel_schema_migrations WHERE version = ?")
        .bind::<Text, _>(version)
        .execute(conn)
        .map(drop)
}

/// Takes the database's write lock inside a transaction: a write that writes nothing.
pub(super) fn claim<C: LoadConnection<Backend = Sqlite>>(conn: &mut C) -> QueryResult<()> {
    conn.batch_execute("UPDATE __diesel_schema_migrations SET version = version WHERE 0")
}
