//! The databases that other tests run on: their own, and gone afterwards.
#![cfg(any(feature = "postgres", feature = "mysql"))]
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::SqlQuery;
use diesel::sql_types::BigInt;
use std::process::Command;
#[cfg(feature = "mysql")]
use std::{
    thread::sleep,
    time::{Duration, Instant},
};

#[cfg(feature = "postgres")]
#[test]
fn on_postgres() {
    let (first, second) = (support::postgres::TestDatabase::new(), support::postgres::TestDatabase::new());
    let mut connection = second.connect();
    first.connect().batch_execute("CREATE TABLE t (id int)").unwrap();
    connection.batch_execute("CREATE TABLE t (id int); BEGIN; INSERT INTO t VALUES (1)").unwrap();

    let names = [first.name().to_owned(), second.name().to_owned()];
    let other = support::postgres::TestDatabase::new();
    let count = || counting("datname", "pg_database", &names);
    assert_eq!(count().get_result(&mut other.connect()), Ok(Count { count: 2 }));
    drop((first, second));
    assert_eq!(count().get_result(&mut other.connect()), Ok(Count { count: 0 }), "though a transaction was open");
}

#[cfg(feature = "mysql")]
#[test]
fn on_mysql() {
    let (first, second) = (support::mysql::TestDatabase::new(), support::mysql::TestDatabase::new());
    let mut connection = second.connect();
    first.connect().batch_execute("CREATE TABLE t (id int)").unwrap();
    connection.batch_execute("CREATE TABLE t (id int); BEGIN; INSERT INTO t VALUES (1)").unwrap();

    let names = [first.name().to_owned(), second.name().to_owned()];
    let other = support::mysql::TestDatabase::new();
    let count = || counting("schema_name", "information_schema.schemata", &names);
    assert_eq!(count().get_result(&mut other.connect()), Ok(Count { count: 2 }));
    drop((first, second));
    assert_eq!(count().get_result(&mut other.connect()), Ok(Count { count: 0 }), "though a transaction was open");
}

/// With this each run of the tests tidies up behind those that were killed.
#[cfg(feature = "postgres")]
#[test]
fn leftovers_are_dropped_on_postgres() {
    use support::postgres::{TestDatabase, drop_leftovers};
    let database = TestDatabase::new();
    let names = [database.name().to_owned(), left_behind(database.name())];
    let mut connection = database.connect();
    let mut count = || counting("datname", "pg_database", &names).get_result::<Count>(&mut connection).unwrap().count;
    database.connect().batch_execute(&format!("CREATE DATABASE \"{}\"", names[1])).unwrap();
    let user = PgConnection::establish(&database.url().replace(&names[0], &names[1])).unwrap();
    drop_leftovers();
    assert_eq!(count(), 2, "somebody is connected");
    drop(user);
    if drop_leftovers() {
        assert_eq!(count(), 1, "that of this process");
    }
    database.connect().batch_execute(&format!("DROP DATABASE IF EXISTS \"{}\"", names[1])).unwrap();
}

#[cfg(feature = "mysql")]
#[test]
fn leftovers_are_dropped_on_mysql() {
    use support::mysql::{TestDatabase, drop_leftovers};
    let database = TestDatabase::new();
    let names = [database.name().to_owned(), left_behind(database.name())];
    let mut connection = database.connect();
    let mut count = || {
        let count = counting("schema_name", "information_schema.schemata", &names);
        count.get_result::<Count>(&mut connection).unwrap().count
    };
    database.connect().batch_execute(&format!("CREATE DATABASE `{}`", names[1])).unwrap();
    let user = MysqlConnection::establish(&database.url().replace(&names[0], &names[1])).unwrap();
    drop_leftovers();
    assert_eq!(count(), 2, "somebody is connected");
    drop(user);
    // The server may take a moment to see that the user has gone.
    let end = Instant::now() + Duration::from_secs(10);
    while drop_leftovers() && count() != 1 {
        assert!(Instant::now() < end, "it is still there");
        sleep(Duration::from_millis(20));
    }
    database.connect().batch_execute(&format!("DROP DATABASE IF EXISTS `{}`", names[1])).unwrap();
    assert_eq!(count(), 1, "that of this process");
}

/// The name that a process which has ended would have given the database.
fn left_behind(name: &str) -> String {
    let mut process = Command::new("true").spawn().unwrap();
    process.wait().unwrap();
    name.replacen(&std::process::id().to_string(), &process.id().to_string(), 1)
}

/// How many of the databases there are that the catalog lists in this column.
fn counting(column: &str, catalog: &str, names: &[String; 2]) -> SqlQuery {
    diesel::sql_query(format!("SELECT count(*) AS count FROM {catalog} WHERE {column} IN ('{}')", names.join("', '")))
}

#[derive(QueryableByName, Debug, PartialEq)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}
