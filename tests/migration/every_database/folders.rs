//! Folders that hold something else than was expected.

use std::fs;

use kinfolk::migration::{Error, Source, Steps};

use super::support::{Project, names, says};

fn refused(project: &Project) -> Error {
    let error = project.run().unwrap_err();
    assert!(project.tables().is_empty(), "something was applied");
    error
}

#[test]
fn files_beside_the_folders_are_ignored() {
    let project = Project::abc();
    fs::write(project.path("README.md"), "hello").unwrap();
    fs::write(project.path("2024-01-04-000000_d"), "a file, not a folder").unwrap();
    fs::create_dir(project.path(".git")).unwrap();
    fs::write(project.path(".gitkeep"), "").unwrap();
    assert_eq!(project.run().unwrap().len(), 3);
}

#[test]
fn the_folder_must_be_there() {
    let error = Source::folder("no/such/folder").migrations().unwrap_err();
    says(&error, &["no/such/folder", "does not exist"]);
    assert_eq!(error.path().unwrap().to_str(), Some("no/such/folder"));
}

#[test]
fn an_empty_folder_has_nothing_to_do() {
    let project = Project::new();
    assert!(project.run().unwrap().is_empty());
    assert!(project.revert(Steps::All).unwrap().is_empty());
}

#[test]
fn a_version_belongs_to_one_migration() {
    let project = Project::abc();
    project.write("20240102-000000_other", "up.sql", "SELECT 1;");
    let error = refused(&project);
    assert!(error.is_duplicate());
    says(&error, &["20240102000000", "2024-01-02-000000_b", "20240102-000000_other"]);
}

#[test]
fn a_migration_has_an_up() {
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "down.sql", "SELECT 1;");
    says(&refused(&project), &["2024-01-04-000000_d", "has no up.sql"]);
}

#[test]
fn a_folder_of_folders_is_noticed() {
    let project = Project::new();
    project.write("sqlite/1_a", "up.sql", "SELECT 1;");
    says(&refused(&project), &["sqlite", "has no up.sql", "the migrations folder of one database"]);
}

#[test]
fn a_name_begins_with_a_version() {
    for name in ["_a", "-_a", "--"] {
        let project = Project::new();
        project.write(name, "up.sql", "SELECT 1;");
        says(&refused(&project), &[name, "does not start with a version"]);
    }
}

#[test]
fn files_are_utf8() {
    let project = Project::abc();
    let path = project.write("2024-01-04-000000_d", "up.sql", b"SELECT '\xff';");
    let error = refused(&project);
    says(&error, &["is not UTF-8 (byte 8)"]);
    assert_eq!(error.path(), Some(path.as_path()));
}

#[test]
fn a_nul_character_has_a_line() {
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "up.sql", "SELECT 1;\nSELECT '\0';");
    says(&refused(&project), &["up.sql:2", "NUL"]);
}

#[test]
fn an_empty_file_is_refused_but_a_comment_is_not() {
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "up.sql", " \n");
    says(&refused(&project), &["2024-01-04-000000_d/up.sql", "is empty"]);
    project.write("2024-01-04-000000_d", "up.sql", "-- nothing to do any more");
    let done = project.run().unwrap();
    assert_eq!(done[3].statements, 0);
}

#[test]
fn metadata_must_be_understood() {
    let bad = [
        ("run_in_transaction = maybe", "metadata.toml"),
        ("run_in_transaction = \"false\"", "boolean"),
        ("run_in_transactions = false", "run_in_transactions"),
        ("[", "metadata.toml"),
    ];
    for (text, word) in bad {
        let project = Project::abc();
        project.write("2024-01-03-000000_c", "metadata.toml", text);
        says(&refused(&project), &["2024-01-03-000000_c/metadata.toml", word, "run_in_transaction"]);
    }
    let project = Project::abc();
    project.write("2024-01-03-000000_c", "metadata.toml", "# nothing said");
    assert!(project.source().migrations().unwrap()[2].runs_in_transaction());
}

#[test]
fn a_missing_down_is_said_before_anything_is_touched() {
    let project = Project::abc();
    fs::remove_file(project.path("2024-01-02-000000_b").join("down.sql")).unwrap();
    project.run().unwrap();

    for steps in [Steps::All, Steps::Number(2)] {
        let error = project.revert(steps).unwrap_err();
        assert!(error.is_irreversible() && error.done().is_empty());
        says(&error, &["2024-01-02-000000_b", "down.sql", "nothing was changed"]);
        let redo = project.source().on(&mut project.connect()).redo(steps).unwrap_err();
        assert!(redo.is_irreversible());
    }
    assert_eq!(project.tables(), ["a", "b", "c"]);
    assert_eq!(names(&project.revert(Steps::Number(1)).unwrap()), ["2024-01-03-000000_c"]);
}

#[test]
fn a_missing_migration_is_said_before_anything_is_touched() {
    let project = Project::abc();
    project.run().unwrap();
    fs::remove_dir_all(project.path("2024-01-02-000000_b")).unwrap();
    let error = project.revert(Steps::All).unwrap_err();
    assert!(error.is_missing());
    says(&error, &["20240102000000", "migrations", "nothing was changed"]);
    assert_eq!(project.tables(), ["a", "b", "c"]);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_that_lead_nowhere_have_a_path() {
        let project = Project::abc();
        symlink(project.path("9_loop"), project.path("9_loop")).unwrap();
        says(&refused(&project), &["9_loop", "cannot be read"]);
        fs::remove_file(project.path("9_loop")).unwrap();

        symlink("nowhere", project.path("9_gone")).unwrap();
        says(&refused(&project), &["9_gone", "cannot be read"]);
        fs::remove_file(project.path("9_gone")).unwrap();

        symlink(".", project.path("9_self")).unwrap();
        says(&refused(&project), &["9_self", "has no up.sql"]);
        fs::remove_file(project.path("9_self")).unwrap();

        let up = project.path("2024-01-02-000000_b").join("up.sql");
        fs::remove_file(&up).unwrap();
        symlink("up.sql", &up).unwrap();
        says(&refused(&project), &["2024-01-02-000000_b", "up.sql", "cannot be read"]);
    }

    #[test]
    fn links_to_migrations_are_followed() {
        let (project, other) = (Project::new(), Project::abc());
        symlink(other.path("2024-01-01-000000_a"), project.path("2024-01-01-000000_a")).unwrap();
        assert_eq!(project.run().unwrap().len(), 1);
    }

    #[test]
    fn the_folder_itself_may_be_a_loop() {
        let project = Project::new();
        let path = project.path("loop");
        symlink(&path, &path).unwrap();
        says(&Source::folder(&path).migrations().unwrap_err(), &["loop", "cannot be read"]);
    }

    #[test]
    fn a_name_is_utf8() {
        let project = Project::new();
        fs::create_dir(project.migrations().join(OsStr::from_bytes(b"1_\xff"))).unwrap();
        says(&refused(&project), &["not UTF-8", "rename"]);
    }

    #[test]
    fn an_up_may_be_a_folder_by_mistake() {
        let project = Project::abc();
        fs::create_dir_all(project.path("4_d").join("up.sql")).unwrap();
        says(&refused(&project), &["4_d/up.sql", "cannot be read"]);
    }
}
