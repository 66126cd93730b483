//! The same folder and the same database, used by `diesel_migrations` and by kinfolk.

use diesel::migration::MigrationSource;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use kinfolk::migration::{self, Source, State, Steps};

use super::super::database::{Conn, Db, EMBEDDED, FOLDER, OUTSIDE};
use super::support::{Project, names, tables};

#[test]
fn kinfolk_goes_on_where_diesel_stopped() {
    let project = Project::abc();
    let diesel = FileBasedMigrations::from_path(project.migrations()).unwrap();
    let mut conn = project.connect();
    conn.run_next_migration(diesel).unwrap();

    let status = project.source().on(&mut conn).status().unwrap();
    let states: Vec<bool> = status.entries().iter().map(|it| it.state == State::Pending).collect();
    assert_eq!(states, [false, true, true]);
    assert_eq!(names(&project.run().unwrap()), ["2024-01-02-000000_b", "2024-01-03-000000_c"]);
    assert_eq!(names(&project.revert(Steps::All).unwrap()).len(), 3);
}

#[test]
fn diesel_goes_on_where_kinfolk_stopped() {
    let project = Project::abc();
    let mut conn = project.connect();
    project.source().on(&mut conn).run(Steps::Number(2)).unwrap();

    let diesel = FileBasedMigrations::from_path(project.migrations()).unwrap();
    let ran = conn.run_pending_migrations(diesel.clone()).unwrap();
    assert_eq!(ran.iter().map(ToString::to_string).collect::<Vec<_>>(), ["20240103000000"]);
    drop(ran);
    assert!(project.run().unwrap().is_empty());
    let reverted = conn.revert_all_migrations(diesel).unwrap();
    assert_eq!(reverted.len(), 3);
    drop(reverted);
    assert_eq!(project.run().unwrap().len(), 3);
}

#[test]
fn a_source_is_one_of_diesels_too() {
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "up.sql", OUTSIDE);
    project.write("2024-01-04-000000_d", "metadata.toml", "run_in_transaction = false");
    let mut conn = project.connect();
    assert_eq!(conn.run_pending_migrations(project.source()).unwrap().len(), 4);
    let error = conn.revert_last_migration(project.source()).unwrap_err();
    assert!(error.to_string().contains("down.sql"), "{error}");
    assert_eq!(tables(&mut conn), ["a", "b", "c"]);
}

#[test]
fn versions_are_those_of_diesel() {
    let names = [
        "2024-01-01-000000_a",
        "20231231235959_b",
        "2_c",
        "10_d",
        "v1_e",
        "bare",
        "00000000000000_diesel_initial_setup",
    ];
    let project = Project::new();
    for name in names {
        project.write(name, "up.sql", "SELECT 1;");
    }
    let diesel = FileBasedMigrations::from_path(project.migrations()).unwrap();
    let mut theirs: Vec<(String, String)> = MigrationSource::<Db>::migrations(&diesel)
        .unwrap()
        .iter()
        .map(|it| (it.name().version().to_string(), it.name().to_string()))
        .collect();
    theirs.sort();
    let ours = project.source().migrations().unwrap();
    let ours: Vec<_> = ours.iter().map(|it| (it.version().to_owned(), it.name().to_owned())).collect();
    assert_eq!(ours, theirs);
}

#[test]
fn embedded_migrations_are_those_of_the_folder() {
    let embedded = EMBEDDED.migrations().unwrap();
    let folder = Source::folder(FOLDER).migrations().unwrap();
    let texts = |all: &[migration::Migration]| -> Vec<_> {
        let statements = |it: &migration::Migration, way| it.script::<Db>(way).unwrap().statements().to_vec();
        all.iter()
            .map(|it| {
                let ways = [migration::Direction::Up, migration::Direction::Down];
                (it.version().to_owned(), it.name().to_owned(), ways.map(|way| statements(it, way)))
            })
            .collect()
    };
    assert!(!embedded.is_empty());
    assert_eq!(texts(&embedded), texts(&folder));
}

#[test]
fn a_service_runs_embedded_migrations_on_a_pool() {
    let project = Project::new();
    let manager = ConnectionManager::<Conn>::new(project.url());
    let pool = Pool::builder().max_size(2).build(manager).unwrap();

    let applied = EMBEDDED.run(&mut pool.get().unwrap()).unwrap();
    assert_eq!(applied.len(), EMBEDDED.migrations().unwrap().len());
    assert!(EMBEDDED.run(&mut pool.get().unwrap()).unwrap().is_empty());
    let reverted = EMBEDDED.on(&mut pool.get().unwrap()).revert(Steps::All).unwrap();
    assert_eq!(reverted.len(), applied.len());
    assert!(project.tables().is_empty());
}
