//! Errors in SQLite's words.

use std::fs;

use super::every_database::support::{Project, says};

#[test]
fn what_does_not_parse_has_its_line() {
    for (sql, line) in [
        ("CREATE TABLE x (id INTEGER);\nCREATE TABEL y (id);", 2),
        ("CREATE TABLE x (id INTEGER);\n\nSELECT 'open;\n", 3),
        ("\n\nnonsense", 3),
        ("CREATE TABLE x (id INTEGER);\n)", 2),
        ("CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;", 1),
        (".tables", 1),
        ("CREATE TABLE x (\n id INTEGER PRIMARY KEY,\n name TEXT NOT NUL,\n age INTEGER);", 3),
        ("CREATE TABLE x (id INTEGER);\nINSERT INTO x\nSELECT id\nFROM nowhere;", 4),
    ] {
        let project = Project::abc();
        project.write("2024-01-04-000000_x", "up.sql", sql);
        let error = project.run().unwrap_err();
        assert_eq!(error.line(), Some(line), "{error}");
        assert_eq!(project.tables(), ["a", "b", "c"]);
    }
}

#[test]
fn a_statement_that_ends_the_transaction_by_failing_leaves_nothing() {
    let project = Project::abc();
    project.write(
        "2024-01-04-000000_d",
        "up.sql",
        "CREATE TABLE d (id INTEGER PRIMARY KEY);\nINSERT INTO d VALUES (1);\nINSERT OR ROLLBACK INTO d VALUES (1);",
    );
    let mut conn = project.connect();
    let error = project.source().run(&mut conn).unwrap_err();
    says(&error, &["up.sql:3", "UNIQUE constraint failed"]);
    assert_eq!(project.tables(), ["a", "b", "c"]);
    // The connection is as good as before.
    project.write("2024-01-04-000000_d", "up.sql", "CREATE TABLE d (id);");
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
}

#[test]
fn a_database_that_cannot_be_written_is_an_error() {
    let project = Project::abc();
    fs::write(project.url(), "this is no database, but long enough to be taken for the head of one").unwrap();
    let error = project.run().unwrap_err();
    says(&error, &["history", "not a database"]);
}
