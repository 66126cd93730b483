//! Migrations in a transaction, or without one.

use diesel::prelude::*;

use super::super::every_database::support::{Project, says, tables};

const OUTSIDE: &str = "run_in_transaction = false";

#[test]
fn savepoints_are_fine() {
    let project = Project::abc();
    let sql = "SAVEPOINT s; CREATE TABLE gone (id INTEGER); ROLLBACK TO s; RELEASE s; CREATE TABLE d (id INTEGER);";
    project.write("2024-01-04-000000_d", "up.sql", sql);
    project.run().unwrap();
    assert_eq!(project.tables(), ["a", "b", "c", "d"]);
}

#[test]
fn without_a_transaction_the_error_says_what_stays() {
    let project = Project::with(&[(
        "1_a",
        "CREATE TABLE a (id INTEGER);\nCREATE TABLE b (id INTEGER);\nnonsense;\nCREATE TABLE c (id INTEGER);",
        "",
    )]);
    project.write("1_a", "metadata.toml", OUTSIDE);
    let error = project.run().unwrap_err();
    says(&error, &["1_a/up.sql:3", "statement 3 of 4", "statements 1 to 2 had been applied and stay"]);
    assert_eq!(error.applied_statements(), 2);
    assert_eq!(project.tables(), ["a", "b"]);
    assert!(project.applied().is_empty());
}

#[test]
fn a_transaction_of_its_own_is_rolled_back() {
    let sql = "CREATE TABLE a (id INTEGER);\nBEGIN;\nCREATE TABLE b (id INTEGER);\nnonsense;\nCOMMIT;";
    let project = Project::with(&[("1_a", sql, "")]);
    project.write("1_a", "metadata.toml", OUTSIDE);
    let mut conn = project.connect();
    let error = project.source().run(&mut conn).unwrap_err();
    says(&error, &["1_a/up.sql:4", "statement 1 had been applied and stays"]);
    assert_eq!(project.tables(), ["a"]);

    project.write("1_a", "up.sql", "BEGIN;\nCREATE TABLE b (id INTEGER);\nCOMMIT;\nVACUUM;");
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
    assert_eq!(project.tables(), ["a", "b"]);
}

#[test]
fn migrations_run_inside_of_a_test_transaction() {
    let project = Project::abc();
    let mut conn = project.connect();
    conn.begin_test_transaction().unwrap();
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 3);
    assert_eq!(tables(&mut conn), ["a", "b", "c"]);
    drop(conn);
    assert!(project.tables().is_empty());
}
