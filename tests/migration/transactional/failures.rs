//! Migrations that fail: where, why, and what is left.

use kinfolk::migration::Steps;

use super::super::every_database::support::{Project, names, says};

const BAD: &str = "-- makes two tables\nCREATE TABLE d (id INTEGER);\n\nINSERT INTO d VALUES (1);\n/* and */ CREATE TABLE\n  d (id INTEGER);\nCREATE TABLE e (id INTEGER);\n";

#[test]
fn the_error_has_file_line_statement_and_message() {
    let project = Project::abc();
    let path = project.write("2024-01-02-120000_d", "up.sql", BAD);
    let error = project.run().unwrap_err();

    says(&error, &["2024-01-02-120000_d/up.sql:5", "statement 3 of 4", "already exists", "nothing of this migration"]);
    assert_eq!(error.migration(), Some("2024-01-02-120000_d"));
    assert_eq!(error.path(), Some(path.as_path()));
    assert_eq!((error.line(), error.statement()), (Some(5), Some(3)));
    assert_eq!(error.sql(), Some("CREATE TABLE\n  d (id INTEGER);"));
    assert!(error.database_message().unwrap().contains("already exists"));
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
fn a_revert_that_fails_leaves_the_migration_applied() {
    let project = Project::abc();
    project.write("2024-01-02-000000_b", "down.sql", "DROP TABLE b;\nDROP TABLE gone;");
    project.run().unwrap();
    let error = project.revert(Steps::All).unwrap_err();
    says(&error, &["down.sql:2", "gone"]);
    assert_eq!(names(error.done()), ["2024-01-03-000000_c"]);
    assert_eq!(project.tables(), ["a", "b"]);
    assert_eq!(project.applied(), ["20240101000000", "20240102000000"]);
}

#[test]
fn a_redo_that_fails_says_what_was_done() {
    let project = Project::abc();
    project.run().unwrap();
    project.write("2024-01-03-000000_c", "up.sql", "CREATE TABLE c (id INTEGER);\nnonsense;");
    let error = project.source().on(&mut project.connect()).redo(Steps::Number(2)).unwrap_err();
    says(&error, &["2024-01-03-000000_c/up.sql:2"]);
    assert_eq!(names(error.done()), ["2024-01-03-000000_c", "2024-01-02-000000_b", "2024-01-02-000000_b"]);
    assert_eq!(project.tables(), ["a", "b"]);
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
    says(&error, &["1_a/up.sql", "committing", "undone"]);
    assert!(error.is_refused());
    assert!(project.tables().is_empty());
    // The connection is as good as before.
    project.write("1_a", "up.sql", "CREATE TABLE p (id INTEGER PRIMARY KEY);");
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
}
