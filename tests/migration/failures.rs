//! Migrations that fail: where, why, and what is left.

use std::fs;

use kinfolk::migration::Steps;

use super::support::{Project, names, number, says};

const BAD: &str = "-- makes two tables\nCREATE TABLE d (id INTEGER);\n\nINSERT INTO d VALUES (1);\n/* and */ CREATE TABLE\n  d (id INTEGER);\nCREATE TABLE e (id INTEGER);\n";

#[test]
fn the_error_has_file_line_statement_and_message() {
    let project = Project::abc();
    let path = project.write("2024-01-02-120000_d", "up.sql", BAD);
    let error = project.run().unwrap_err();

    says(
        &error,
        &["2024-01-02-120000_d/up.sql:5", "statement 3 of 4", "table d already exists", "nothing of this migration"],
    );
    assert_eq!(error.migration(), Some("2024-01-02-120000_d"));
    assert_eq!(error.path(), Some(path.as_path()));
    assert_eq!((error.line(), error.statement()), (Some(5), Some(3)));
    assert_eq!(error.sql(), Some("CREATE TABLE\n  d (id INTEGER);"));
    assert!(error.database_message().unwrap().contains("table d already exists"));
    assert!(error.is_refused() && error.applied_statements() == 0);
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn those_before_stay_and_nothing_is_half_applied() {
    let project = Project::abc();
    project.write("2024-01-02-120000_d", "up.sql", BAD);
    let error = project.run().unwrap_err();
    assert_eq!(names(error.done()), ["2024-01-01-000000_a", "2024-01-02-000000_b"]);
    assert_eq!(project.tables(), ["a", "b"]);
    assert_eq!(project.applied(), ["20240101000000", "20240102000000"]);

    project.write("2024-01-02-120000_d", "up.sql", "CREATE TABLE d (id INTEGER);");
    assert_eq!(names(&project.run().unwrap()), ["2024-01-02-120000_d", "2024-01-03-000000_c"]);
}

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
fn a_revert_that_fails_leaves_the_migration_applied() {
    let project = Project::abc();
    project.write("2024-01-02-000000_b", "down.sql", "DROP TABLE b;\nDROP TABLE gone;");
    project.run().unwrap();
    let error = project.revert(Steps::All).unwrap_err();
    says(&error, &["down.sql:2", "no such table: gone"]);
    assert_eq!(names(error.done()), ["2024-01-03-000000_c"]);
    assert_eq!(project.tables(), ["a", "b"]);
    assert_eq!(project.applied(), ["20240101000000", "20240102000000"]);
}

#[test]
fn a_redo_that_fails_says_what_was_done() {
    let project = Project::abc();
    project.run().unwrap();
    project.write("2024-01-03-000000_c", "up.sql", "CREATE TABLE c (id);\nnonsense;");
    let error = project.source().on(&mut project.connect()).redo(Steps::Number(2)).unwrap_err();
    says(&error, &["2024-01-03-000000_c/up.sql:2"]);
    assert_eq!(names(error.done()), ["2024-01-03-000000_c", "2024-01-02-000000_b", "2024-01-02-000000_b"]);
    assert_eq!(project.tables(), ["a", "b"]);
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
fn a_commit_that_is_refused_undoes_the_migration() {
    let project = Project::with(&[(
        "1_a",
        "CREATE TABLE p (id INTEGER PRIMARY KEY);\n\
         CREATE TABLE c (p_id INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\n\
         INSERT INTO c VALUES (7);",
        "",
    )]);
    let mut conn = project.connect();
    let error = project.source().run(&mut conn).unwrap_err();
    says(&error, &["1_a/up.sql", "committing", "FOREIGN KEY constraint failed"]);
    assert!(error.is_refused());
    assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM sqlite_master WHERE name IN ('p', 'c')"), 0);
    // The connection is as good as before.
    project.write("1_a", "up.sql", "CREATE TABLE p (id INTEGER PRIMARY KEY);");
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
}

#[test]
fn a_database_that_cannot_be_written_is_an_error() {
    let project = Project::abc();
    fs::write(project.database(), "this is no database, but long enough to be taken for the head of one").unwrap();
    let error = project.run().unwrap_err();
    says(&error, &["history", "not a database"]);
}
