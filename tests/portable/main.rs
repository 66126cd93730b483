//! One program for every database: functions that are written once, and an enum of connections.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

#[path = "../blog/mod.rs"]
mod blog;
mod program;
#[path = "../support/mod.rs"]
mod support;

use blog::rows;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use kinfolk::prelude::*;
use program::Answers;

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const MYSQL: EmbeddedMigrations = embed_migrations!("migrations/mysql");

#[derive(diesel::MultiConnection, kinfolk::MultiConnection)]
enum AnyConnection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
    Mysql(MysqlConnection),
}

fn fill<C: SimpleConnection>(conn: &mut C) {
    conn.batch_execute(include_str!("../blog/rows.sql")).unwrap();
}

/// The databases, and connections to each of them.
struct Databases {
    connections: Vec<(&'static str, AnyConnection)>,
    _postgres: support::postgres::TestDatabase,
    _mysql: support::mysql::TestDatabase,
}

fn databases() -> Databases {
    let postgres = support::postgres::TestDatabase::new();
    let mut postgres_connection = postgres.connect();
    postgres_connection.run_pending_migrations(POSTGRES).unwrap();
    fill(&mut postgres_connection);
    let mysql = support::mysql::TestDatabase::new();
    let mut mysql_connection = mysql.connect();
    mysql_connection.run_pending_migrations(MYSQL).unwrap();
    fill(&mut mysql_connection);
    let connections = vec![
        ("sqlite", AnyConnection::Sqlite(rows::connect())),
        ("postgres", AnyConnection::Postgres(postgres_connection)),
        ("mysql", AnyConnection::Mysql(mysql_connection)),
    ];
    Databases { connections, _postgres: postgres, _mysql: mysql }
}

#[test]
fn the_same_program_on_each_connection() {
    for (name, conn) in databases().connections {
        let answers = match conn {
            AnyConnection::Sqlite(mut conn) => program::run(&mut conn),
            AnyConnection::Postgres(mut conn) => program::run(&mut conn),
            AnyConnection::Mysql(mut conn) => program::run(&mut conn),
        };
        assert_eq!(answers.unwrap(), Answers::expected(), "{name}");
    }
}

#[test]
fn the_same_program_on_an_enum_of_connections() {
    for (name, mut conn) in databases().connections {
        assert_eq!(program::run(&mut conn).unwrap(), Answers::expected(), "{name}");
    }
}

#[test]
fn loads_by_an_enum_of_connections() {
    for (name, mut conn) in databases().connections {
        let conn = &mut conn;
        let pages = program::Page::query().order(blog::schema::articles::id).load(conn).unwrap();
        assert_eq!(pages.len(), 4, "{name}");
        let snapshot = program::Page::query().order(blog::schema::articles::id).in_snapshot().load(conn).unwrap();
        assert_eq!(snapshot, pages, "{name}");
        let first = program::Page::query().order(blog::schema::articles::id).first(conn).unwrap();
        assert_eq!(first, pages[0], "{name}");
        let author: blog::models::User = pages[0].article.author().first(conn).unwrap();
        assert_eq!(author, pages[0].author, "{name}");
        // Diesel's own queries, by Diesel's way.
        let count: i64 = blog::schema::articles::table.count().get_result(conn).unwrap();
        assert_eq!(count, 4, "{name}");
    }
}

#[cfg(feature = "async")]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_program_on_each_async_connection() {
    use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
    use diesel_async::{AsyncConnection, AsyncMysqlConnection, AsyncPgConnection};

    let Databases { connections, _postgres: postgres, _mysql: mysql } = databases();
    drop(connections);
    let mut conn = SyncConnectionWrapper::new(rows::connect());
    assert_eq!(program::run_async(&mut conn).await.unwrap(), Answers::expected());
    let mut conn = AsyncPgConnection::establish(postgres.url()).await.unwrap();
    assert_eq!(program::run_async(&mut conn).await.unwrap(), Answers::expected());
    let mut conn = AsyncMysqlConnection::establish(mysql.url()).await.unwrap();
    assert_eq!(program::run_async(&mut conn).await.unwrap(), Answers::expected());
}
