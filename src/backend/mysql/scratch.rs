//! Scratch databases on MySQL and MariaDB.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::connect::connect;
use crate::backend::connect::{ConnectError, DatabaseUrl};
use crate::backend::shadow::{Lock, Name, PREFIX, Server};
use crate::catalog::{Catalog, IntrospectError};

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Text)]
    text: String,
}

#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = Nullable<BigInt>)]
    is_so: Option<i64>,
}

fn texts(conn: &mut MysqlConnection, sql: &str, bind: &str) -> QueryResult<Vec<String>> {
    let rows = diesel::sql_query(sql).bind::<Text, _>(bind).load::<Answer>(conn)?;
    Ok(rows.into_iter().map(|row| row.text).collect())
}

fn is_so(conn: &mut MysqlConnection, sql: &str, bind: &str) -> QueryResult<bool> {
    let fact = diesel::sql_query(sql).bind::<Text, _>(bind).get_result::<Fact>(conn)?;
    Ok(fact.is_so == Some(1))
}

/// What a new database must be given to be as this one is.
fn character_set(conn: &mut MysqlConnection, database: &str) -> QueryResult<String> {
    let sql = "SELECT concat('CHARACTER SET ', default_character_set_name, ' COLLATE ', default_collation_name) AS text \
               FROM information_schema.schemata WHERE schema_name = ?";
    // Where it is not there, the server's own.
    Ok(texts(conn, sql, database)?.pop().unwrap_or_default())
}

/// The name of a lock of the connection's database, as an expression with a bind for its beginning.
fn lock_name(lock: Lock) -> String {
    format!("concat(?, md5(database()), '_{}')", lock as i32)
}

/// MySQL and MariaDB, as scratch databases need them.
pub(super) enum Mysql {}

impl Server for Mysql {
    type Connection = MysqlConnection;

    const PERMISSION: &'static str = r"GRANT ALL ON `kinfolk\_shadow\_%`.* TO …";

    fn connect(url: &DatabaseUrl) -> Result<MysqlConnection, ConnectError> {
        connect(url)
    }

    fn administrate(url: &DatabaseUrl) -> Result<MysqlConnection, ConnectError> {
        connect(&url.with_database(""))
    }

    fn scratch_databases(conn: &mut MysqlConnection) -> QueryResult<Vec<String>> {
        let sql = "SELECT schema_name AS text FROM information_schema.schemata WHERE instr(schema_name, ?) = 1";
        texts(conn, sql, PREFIX)
    }

    fn is_left_behind(conn: &mut MysqlConnection, name: &Name) -> QueryResult<bool> {
        is_so(conn, "SELECT is_free_lock(?) AS is_so", &name.to_string())
    }

    fn reserve(conn: &mut MysqlConnection, name: &Name) -> QueryResult<()> {
        is_so(conn, "SELECT get_lock(?, 0) AS is_so", &name.to_string()).map(drop)
    }

    // Permissions may be given for patterns of names, so that only trying tells.
    fn refusal(_: &mut MysqlConnection) -> QueryResult<Option<String>> {
        Ok(None)
    }

    fn create(conn: &mut MysqlConnection, name: &Name, like: Option<&str>) -> QueryResult<()> {
        let character_set = character_set(conn, like.unwrap_or_default())?;
        conn.batch_execute(&format!("CREATE DATABASE `{name}` {character_set}"))
    }

    fn drop(conn: &mut MysqlConnection, name: &Name) -> QueryResult<()> {
        // The server may not have noticed yet that a run is gone.
        let sql = "SELECT CAST(id AS CHAR) AS text FROM information_schema.processlist WHERE db = ?";
        for id in texts(conn, sql, &name.to_string())? {
            // It may have ended by itself.
            let _ = conn.batch_execute(&format!("KILL {id}"));
        }
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS `{name}`"))
    }

    fn lock(conn: &mut MysqlConnection, lock: Lock) -> QueryResult<bool> {
        is_so(conn, &format!("SELECT get_lock({}, 0) AS is_so", lock_name(lock)), PREFIX)
    }

    fn end_holder(conn: &mut MysqlConnection, lock: Lock) -> QueryResult<()> {
        let sql = format!("SELECT CAST(coalesce(is_used_lock({}), '') AS CHAR) AS text", lock_name(lock));
        for id in texts(conn, &sql, PREFIX)?.iter().filter(|id| !id.is_empty()) {
            // It may have ended by itself.
            let _ = conn.batch_execute(&format!("KILL {id}"));
        }
        Ok(())
    }

    fn contents(conn: &mut MysqlConnection) -> QueryResult<Vec<String>> {
        let sql = "SELECT concat(lower(table_type), ': ', table_name) AS text FROM information_schema.tables \
                   WHERE table_schema = database() AND ? <> '' \
                   UNION ALL SELECT concat(lower(routine_type), ': ', routine_name) FROM information_schema.routines \
                   WHERE routine_schema = database() \
                   UNION ALL SELECT concat('event: ', event_name) FROM information_schema.events \
                   WHERE event_schema = database()";
        texts(conn, sql, PREFIX)
    }

    fn empty(conn: &mut MysqlConnection) -> QueryResult<()> {
        let database =
            texts(conn, "SELECT database() AS text FROM dual WHERE ? <> ''", PREFIX)?.pop().unwrap_or_default();
        let character_set = character_set(conn, &database)?;
        let quoted = format!("`{}`", database.replace('`', "``"));
        conn.batch_execute(&format!("DROP DATABASE {quoted}; CREATE DATABASE {quoted} {character_set}; USE {quoted}"))
    }

    fn introspect(conn: &mut MysqlConnection) -> Result<Catalog, IntrospectError> {
        super::introspect(conn)
    }
}
