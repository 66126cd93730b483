//! Migrations that run without a transaction, or that bring their own.

use kinfolk::migration::Steps;

use super::support::{Project, says};

const OUTSIDE: &str = "run_in_transaction = false";

#[test]
fn a_transaction_in_a_migration_is_refused_before_anything_runs() {
    for (sql, line) in [
        ("PRAGMA foreign_keys = OFF;\nBEGIN TRANSACTION;\nCREATE TABLE d (id);\nCOMMIT;", 2),
        ("CREATE TABLE d (id);\nCOMMIT;\nnonsense;", 2),
        ("CREATE TABLE d (id);\n-- begin\nend;", 3),
        ("CREATE TABLE d (id);\nROLLBACK;", 2),
    ] {
        let project = Project::abc();
        project.write("2024-01-04-000000_d", "up.sql", sql);
        let error = project.run().unwrap_err();
        says(&error, &["2024-01-04-000000_d/up.sql", "run_in_transaction = false", "was not started"]);
        assert_eq!(error.line(), Some(line), "{error}");
        assert!(project.tables().is_empty());
    }
}

#[test]
fn savepoints_are_fine() {
    let project = Project::abc();
    let sql = "SAVEPOINT s; CREATE TABLE gone (id); ROLLBACK TO s; RELEASE s; CREATE TABLE d (id);";
    project.write("2024-01-04-000000_d", "up.sql", sql);
    project.run().unwrap();
    assert_eq!(project.tables(), ["a", "b", "c", "d"]);
}

#[test]
fn what_cannot_run_in_a_transaction_is_told_how_to() {
    for sql in ["VACUUM;", "PRAGMA journal_mode = WAL;"] {
        let project = Project::abc();
        project.write("2024-01-04-000000_d", "up.sql", sql);
        let error = project.run().unwrap_err();
        says(&error, &["transaction", "run_in_transaction = false", "2024-01-04-000000_d/metadata.toml"]);
        project.write("2024-01-04-000000_d", "metadata.toml", OUTSIDE);
        assert_eq!(project.run().unwrap().len(), 1);
    }
}

#[test]
fn without_a_transaction_the_error_says_what_stays() {
    let project =
        Project::with(&[("1_a", "CREATE TABLE a (id);\nCREATE TABLE b (id);\nnonsense;\nCREATE TABLE c (id);", "")]);
    project.write("1_a", "metadata.toml", OUTSIDE);
    let error = project.run().unwrap_err();
    says(&error, &["1_a/up.sql:3", "statement 3 of 4", "statements 1 to 2 had been applied and stay"]);
    assert_eq!(error.applied_statements(), 2);
    assert_eq!(project.tables(), ["a", "b"]);
    assert!(project.applied().is_empty());
}

#[test]
fn a_transaction_of_its_own_is_rolled_back() {
    let sql = "CREATE TABLE a (id);\nBEGIN;\nCREATE TABLE b (id);\nnonsense;\nCOMMIT;";
    let project = Project::with(&[("1_a", sql, "")]);
    project.write("1_a", "metadata.toml", OUTSIDE);
    let mut conn = project.connect();
    let error = project.source().run(&mut conn).unwrap_err();
    says(&error, &["1_a/up.sql:4", "statement 1 had been applied and stays"]);
    assert_eq!(project.tables(), ["a"]);

    project.write("1_a", "up.sql", "BEGIN;\nCREATE TABLE b (id);\nCOMMIT;\nVACUUM;");
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
    assert_eq!(project.tables(), ["a", "b"]);
}

#[test]
fn transactions_that_are_not_closed_are_refused() {
    for (sql, word) in [
        ("CREATE TABLE a (id);\nBEGIN;\nSELECT 1;", "never committed"),
        ("CREATE TABLE a (id);\nCOMMIT;", "never begun"),
        ("BEGIN;\nBEGIN;\nCOMMIT;", "inside of another"),
        ("CREATE TABLE a (id);\nSAVEPOINT s;", "savepoint"),
    ] {
        let project = Project::with(&[("1_a", sql, "")]);
        project.write("1_a", "metadata.toml", OUTSIDE);
        let error = project.run().unwrap_err();
        says(&error, &["1_a/up.sql:", word, "was not started"]);
        assert!(project.tables().is_empty());
    }
}

#[test]
fn the_lock_file_is_gone_afterwards() {
    let project = Project::with(&[("1_a", "VACUUM;", "VACUUM;")]);
    project.write("1_a", "metadata.toml", OUTSIDE);
    project.run().unwrap();
    project.revert(Steps::All).unwrap();
    let files = std::fs::read_dir(project.database().parent().unwrap()).unwrap();
    let files: Vec<_> = files.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert!(files.iter().all(|name| !name.contains("lock")), "{files:?}");
}
