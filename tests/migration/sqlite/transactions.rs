//! What SQLite does only outside of a transaction, and the file that runners lock meanwhile.

use std::path::Path;

use diesel::connection::SimpleConnection;
use kinfolk::migration::Steps;

use super::every_database::runners::{contended, run_by_four};
use super::every_database::support::{Project, says};

const OUTSIDE: &str = "run_in_transaction = false";

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
fn the_lock_file_is_gone_afterwards() {
    let project = Project::with(&[("1_a", "VACUUM;", "VACUUM;")]);
    project.write("1_a", "metadata.toml", OUTSIDE);
    project.run().unwrap();
    project.revert(Steps::All).unwrap();
    let files = std::fs::read_dir(Path::new(project.url()).parent().unwrap()).unwrap();
    let files: Vec<_> = files.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert!(files.iter().all(|name| !name.contains("lock")), "{files:?}");
}

#[test]
fn readers_and_writers_that_do_not_wait_for_each_other_take_turns_too() {
    for outside in [false, true] {
        let project = contended(outside);
        project.connect().batch_execute("PRAGMA journal_mode = WAL").unwrap();
        run_by_four(&project);
    }
}
