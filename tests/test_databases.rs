//! The databases that other tests run on: their own, and gone afterwards.
#![cfg(any(feature = "postgres", feature = "mysql"))]
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::query_builder::SqlQuery;
use diesel::sql_types::BigInt;

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

/// How many of the databases there are that the catalog lists in this column.
fn counting(column: &str, catalog: &str, names: &[String; 2]) -> SqlQuery {
    diesel::sql_query(format!("SELECT count(*) AS count FROM {catalog} WHERE {column} IN ('{}')", names.join("', '")))
}

#[derive(QueryableByName, Debug, PartialEq)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}
