//! Migrations that run without a transaction, or that bring their own.

use super::support::{Project, says};

const OUTSIDE: &str = "run_in_transaction = false";

#[test]
fn a_transaction_in_a_migration_is_refused_before_anything_runs() {
    for (sql, line) in [
        ("SELECT 1;\nBEGIN;\nCREATE TABLE d (id INTEGER);\nCOMMIT;", 2),
        ("CREATE TABLE d (id INTEGER);\nCOMMIT;\nnonsense;", 2),
        ("CREATE TABLE d (id INTEGER);\nROLLBACK;", 2),
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
fn transactions_that_are_not_closed_are_refused() {
    for (sql, word) in [
        ("CREATE TABLE a (id INTEGER);\nBEGIN;\nSELECT 1;", "never committed"),
        ("CREATE TABLE a (id INTEGER);\nCOMMIT;", "never begun"),
        ("BEGIN;\nBEGIN;\nCOMMIT;", "inside of another"),
        ("CREATE TABLE a (id INTEGER);\nSAVEPOINT s;", "savepoint"),
    ] {
        let project = Project::with(&[("1_a", sql, "")]);
        project.write("1_a", "metadata.toml", OUTSIDE);
        let error = project.run().unwrap_err();
        says(&error, &["1_a/up.sql:", word, "was not started"]);
        assert!(project.tables().is_empty());
    }
}
