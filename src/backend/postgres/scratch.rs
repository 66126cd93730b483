//! Scratch databases on PostgreSQL.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};

use super::connect::connect;
use crate::backend::connect::{ConnectError, DatabaseUrl};
use crate::backend::shadow::{Lock, Name, PREFIX, Server};
use crate::catalog::{Catalog, IntrospectError};

/// Half of the key of each lock, so that nobody else's has the same.
const LOCK: i32 = 0x6b69_6e66;

/// Databases that are there for administration.
const MAINTENANCE: [&str; 2] = ["postgres", "template1"];

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Text)]
    text: String,
}

#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = Bool)]
    is_so: bool,
}

fn texts(conn: &mut PgConnection, sql: &str) -> QueryResult<Vec<String>> {
    let rows = diesel::sql_query(sql).load::<Answer>(conn)?;
    Ok(rows.into_iter().map(|row| row.text).collect())
}

/// PostgreSQL, as scratch databases need it.
pub(super) enum Postgres {}

impl Server for Postgres {
    type Connection = PgConnection;

    const PERMISSION: &'static str = "ALTER ROLE … CREATEDB";

    fn connect(url: &DatabaseUrl) -> Result<PgConnection, ConnectError> {
        connect(url)
    }

    fn administrate(url: &DatabaseUrl) -> Result<PgConnection, ConnectError> {
        match connect(url) {
            // Of a database that is not there, the server may say so in any language.
            Err(error) if !(error.is_unreachable() || error.is_authentication() || error.is_tls()) => {
                let others = MAINTENANCE.iter().map(|name| connect(&url.with_database(name)));
                others.into_iter().find_map(Result::ok).ok_or(error)
            }
            result => result,
        }
    }

    fn scratch_databases(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
        let sql = "SELECT datname::text AS text FROM pg_catalog.pg_database \
                   WHERE starts_with(datname::text, $1) AND pg_catalog.pg_has_role(datdba, 'USAGE')";
        let rows = diesel::sql_query(sql).bind::<Text, _>(PREFIX).load::<Answer>(conn)?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }

    // Such locks belong to the database that they were taken in, which may be any, but all are in the list.
    fn is_left_behind(conn: &mut PgConnection, name: &Name) -> QueryResult<bool> {
        let sql = "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND objsubid = 2 \
                   AND classid::bigint = $1 AND objid::bigint = $2 AND granted) AS is_so";
        let query = diesel::sql_query(sql).bind::<Integer, _>(LOCK).bind::<BigInt, _>(i64::from(name.number()));
        Ok(query.get_result::<Fact>(conn)?.is_so)
    }

    fn reserve(conn: &mut PgConnection, name: &Name) -> QueryResult<()> {
        let query = diesel::sql_query("SELECT pg_catalog.pg_advisory_lock($1, $2)").bind::<Integer, _>(LOCK);
        query.bind::<Integer, _>(name.number().cast_signed()).execute(conn).map(drop)
    }

    fn refusal(conn: &mut PgConnection) -> QueryResult<Option<String>> {
        let sql = "SELECT rolname::text AS text FROM pg_catalog.pg_roles \
                   WHERE rolname = current_user AND NOT (rolsuper OR rolcreatedb)";
        let user = texts(conn, sql)?.pop();
        Ok(user.map(|user| format!("the user `{user}` may not create databases")))
    }

    fn create(conn: &mut PgConnection, name: &Name, _: Option<&str>) -> QueryResult<()> {
        // The server's own quoting. Columns that only some versions have are asked for by name; template0 is the one
        // template that may be copied into another encoding, and that nobody is connected to.
        let sql = "SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L', $1, \
                   pg_encoding_to_char(encoding), datcollate, datctype) || CASE row ->> 'datlocprovider' \
                   WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', locale) \
                   WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', locale) ELSE '' END AS text \
                   FROM pg_catalog.pg_database d, to_jsonb(d) AS row, \
                   coalesce(row ->> 'datlocale', row ->> 'daticulocale') AS locale WHERE datname = current_database()";
        let create = diesel::sql_query(sql).bind::<Text, _>(name.to_string()).get_result::<Answer>(conn)?;
        conn.batch_execute(&create.text)
    }

    fn drop(conn: &mut PgConnection, name: &Name) -> QueryResult<()> {
        // The server may not have noticed yet that a run is gone.
        let sql = "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity \
                   WHERE datname = $1 AND usename = current_user";
        diesel::sql_query(sql).bind::<Text, _>(name.to_string()).execute(conn)?;
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS \"{name}\""))
    }

    fn lock(conn: &mut PgConnection, lock: Lock) -> QueryResult<bool> {
        let query = diesel::sql_query("SELECT pg_catalog.pg_try_advisory_lock($1, $2) AS is_so");
        Ok(query.bind::<Integer, _>(LOCK).bind::<Integer, _>(lock as i32).get_result::<Fact>(conn)?.is_so)
    }

    fn end_holder(conn: &mut PgConnection, lock: Lock) -> QueryResult<()> {
        let sql = "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_locks WHERE locktype = 'advisory' \
                   AND objsubid = 2 AND classid::bigint = $1 AND objid::bigint = $2 AND granted \
                   AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
        let query = diesel::sql_query(sql).bind::<Integer, _>(LOCK).bind::<Integer, _>(lock as i32);
        query.execute(conn).map(drop)
    }

    fn contents(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
        texts(conn, CONTENTS)
    }

    fn empty(conn: &mut PgConnection) -> QueryResult<()> {
        // Dropping one may drop others, which are then not there any more.
        for content in texts(conn, CONTENTS)? {
            let Some((kind, name)) = content.split_once(": ") else { continue };
            // The only one whose name in the catalog is not that in DROP.
            let kind = if kind == "statistics object" { "statistics" } else { kind };
            conn.batch_execute(&format!("DROP {kind} IF EXISTS {name} CASCADE"))?;
        }
        Ok(())
    }

    fn introspect(conn: &mut PgConnection) -> Result<Catalog, IntrospectError> {
        super::introspect(conn)
    }
}

/// Everything that did not come with the database, as `kind: name` in the words of DROP: extensions, schemas, and what
/// stands in the one schema that is always there. What depends on one of these goes with it.
const CONTENTS: &str = "\
    SELECT 'extension: ' || quote_ident(extname) AS text FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' \
    UNION ALL \
    SELECT 'schema: ' || quote_ident(nspname) FROM pg_catalog.pg_namespace \
    WHERE nspname NOT IN ('public', 'information_schema') AND NOT starts_with(nspname::text, 'pg_') \
    UNION ALL \
    SELECT object.type || ': ' || object.identity FROM pg_catalog.pg_depend d, pg_catalog.pg_namespace n, \
    pg_catalog.pg_identify_object(d.classid, d.objid, 0) object \
    WHERE n.nspname = 'public' AND d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = n.oid \
    AND d.deptype = 'n' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e \
    WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype IN ('e', 'i'))";
