//! Migrations that fail at their first statement: why, and what is left.

use super::super::database::{self, Db};
use super::support::{Project, names, says};
use kinfolk::migration::Steps;

const BAD: &str = "-- nothing before it\n\n/* and */ CREATE TABLE\n  a (id INTEGER);\nCREATE TABLE e (id INTEGER);\n";

#[test]
fn the_error_has_file_line_statement_and_message() {
    let project = Project::abc();
    let path = project.write("2024-01-02-120000_d", "up.sql", BAD);
    let error = project.run().unwrap_err();

    says(&error, &["2024-01-02-120000_d/up.sql:", "statement 1 of 2", "already exists", "nothing of this migration"]);
    assert_eq!(error.migration(), Some("2024-01-02-120000_d"));
    assert_eq!(error.path(), Some(path.as_path()));
    assert!(matches!(error.line(), Some(3 | 4)), "{error}");
    assert_eq!((error.statement(), error.applied_statements()), (Some(1), 0));
    assert_eq!(error.sql(), Some("CREATE TABLE\n  a (id INTEGER);"));
    assert!(error.database_message().unwrap().contains("already exists"));
    assert!(error.is_refused() && !error.is_locked() && !error.is_dirty());
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn those_before_stay_and_it_can_be_corrected() {
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
    project.write("2024-01-02-000000_b", "down.sql", "\nDROP TABLE gone;");
    project.run().unwrap();
    let error = project.revert(Steps::All).unwrap_err();
    says(&error, &["down.sql:2", "gone"]);
    assert_eq!(names(error.done()), ["2024-01-03-000000_c"]);
    assert_eq!(project.tables(), ["a", "b"]);
    assert_eq!(project.applied(), ["20240101000000", "20240102000000"]);
}

#[test]
fn a_syntax_error_has_the_line_of_the_mistake() {
    let project = Project::with(&[("1_a", "CREATE TABLE x (\n  id INTEGER,\n  name INTEGER NOT NUL\n);", "")]);
    let error = project.run().unwrap_err();
    assert!(matches!(error.line(), Some(3 | 4)), "{error}");
    assert!(project.tables().is_empty());
}

#[test]
fn a_query_of_a_migration_may_return_rows() {
    let project = Project::with(&[("1_a", "SELECT 1, 'two';\nSELECT 3 AS three;\nCREATE TABLE a (id INTEGER);", "")]);
    assert_eq!(project.run().unwrap()[0].statements, 3);
    assert_eq!(project.tables(), ["a"]);
}

#[test]
fn nothing_is_left_of_the_runner() {
    let project = Project::abc();
    project.run().unwrap();
    let mut tables = database::tables(&mut project.connect());
    tables.sort();
    assert_eq!(tables, ["__diesel_schema_migrations", "a", "b", "c"]);
}

#[test]
fn every_migration_of_the_repository_is_cut_into_statements() {
    let migrations = kinfolk::migration::Source::folder(database::FOLDER).migrations().unwrap();
    for migration in migrations {
        for direction in [kinfolk::migration::Direction::Up, kinfolk::migration::Direction::Down] {
            assert!(!migration.script::<Db>(direction).unwrap().statements().is_empty(), "{}", migration.name());
        }
    }
}
