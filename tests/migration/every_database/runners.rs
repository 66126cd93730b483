//! Order, number of steps, status, and several runners at once.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use kinfolk::migration::{Direction, State, Steps};

use super::super::database::{self, SLOW};
use super::support::{Project, names, number, says};

#[test]
fn migrations_run_and_revert_in_order() {
    let project = Project::abc();
    assert_eq!(names(&project.run().unwrap()), ["2024-01-01-000000_a", "2024-01-02-000000_b", "2024-01-03-000000_c"]);
    assert!(project.run().unwrap().is_empty());
    assert_eq!(names(&project.revert(Steps::Number(2)).unwrap()), ["2024-01-03-000000_c", "2024-01-02-000000_b"]);
    assert_eq!(project.tables(), ["a"]);
    let mut conn = project.connect();
    assert_eq!(project.source().on(&mut conn).run(Steps::Number(1)).unwrap().len(), 1);
    assert_eq!(project.tables(), ["a", "b"]);
    assert_eq!(project.revert(Steps::All).unwrap().len(), 2);
    assert!(project.tables().is_empty() && project.applied().is_empty());
    assert!(project.source().on(&mut conn).run(Steps::Number(0)).unwrap().is_empty());
}

#[test]
fn redo_reverts_and_applies_the_same_ones() {
    let project = Project::abc();
    project.run().unwrap();
    let done = project.source().on(&mut project.connect()).redo(Steps::Number(2)).unwrap();
    assert_eq!(
        names(&done),
        ["2024-01-03-000000_c", "2024-01-02-000000_b", "2024-01-02-000000_b", "2024-01-03-000000_c"]
    );
    let ways: Vec<_> = done.iter().map(|it| it.direction).collect();
    assert_eq!(ways, [Direction::Down, Direction::Down, Direction::Up, Direction::Up]);
    assert_eq!(project.tables(), ["a", "b", "c"]);
}

#[test]
fn one_that_comes_in_between_is_applied_too() {
    let project = Project::abc();
    project.run().unwrap();
    project.write("2024-01-01-120000_between", "up.sql", "CREATE TABLE d (id INTEGER);");
    assert_eq!(names(&project.run().unwrap()), ["2024-01-01-120000_between"]);
}

#[test]
fn a_plan_shows_what_would_be_sent() {
    let project = Project::abc();
    let mut conn = project.connect();
    let (source, steps) = (project.source(), Steps::All);
    let plan = source.on(&mut conn).plan_run(steps).unwrap();
    let sql: Vec<_> = plan.steps().iter().map(|it| it.script().statements()[0].sql.clone()).collect();
    assert_eq!(sql[1], "CREATE TABLE b AS SELECT * FROM a;");
    assert!(project.tables().is_empty());
    assert!(source.on(&mut conn).plan_revert(steps).unwrap().steps().is_empty());
}

#[test]
fn status_knows_applied_pending_and_missing() {
    let project = Project::abc();
    let mut conn = project.connect();
    let source = project.source();
    assert_eq!(source.on(&mut conn).status().unwrap().pending().count(), 3);
    assert!(database::tables(&mut conn).is_empty(), "asking for the status has changed the database");

    source.on(&mut conn).run(Steps::Number(2)).unwrap();
    std::fs::remove_dir_all(project.path("2024-01-02-000000_b")).unwrap();
    let status = source.on(&mut conn).status().unwrap();
    let states: Vec<_> =
        status.entries().iter().map(|it| (it.version.as_str(), it.name.is_some(), &it.state)).collect();
    assert!(matches!(
        states[..],
        [
            ("20240101000000", true, State::Applied { .. }),
            ("20240102000000", false, State::Missing { .. }),
            ("20240103000000", true, State::Pending),
        ]
    ));
}

/// Each migration would fail the second time, and the slow ones make runners meet.
pub(crate) fn contended(outside: bool) -> Project {
    let project = Project::new();
    let log = "INSERT INTO log WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n \
               WHERE value < 900) SELECT value FROM n;";
    project.write("00_log", "up.sql", "CREATE TABLE log (value INTEGER);");
    for number in 1..=8 {
        let name = format!("{number:02}_table");
        project.write(
            &name,
            "up.sql",
            format!("CREATE TABLE t{number} (id INTEGER);\n{log}\n{SLOW}\nALTER TABLE t{number} ADD COLUMN x INTEGER;"),
        );
        if outside && number % 3 == 0 {
            project.write(&name, "metadata.toml", "run_in_transaction = false");
        }
    }
    project
}

#[test]
fn threads_that_start_together_run_each_migration_once() {
    for outside in [false, true] {
        run_by_four(&contended(outside));
    }
}

/// Four runners at once: together they do what one would.
pub(crate) fn run_by_four(project: &Project) {
    let barrier = Barrier::new(4);
    let counts: Vec<usize> = thread::scope(|scope| {
        let runner = || {
            let mut conn = project.connect();
            barrier.wait();
            project.source().run(&mut conn).unwrap().len()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(runner)).collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(counts.iter().sum::<usize>(), 9, "{counts:?}");
    assert_eq!(number(&mut project.connect(), "SELECT count(*) AS number FROM log"), 8 * 900);
    assert_eq!(project.applied().len(), 9);
}

#[test]
fn waiting_ends() {
    let project = Project::abc();
    project.source().on(&mut project.connect()).run(Steps::Number(1)).unwrap();
    let mut other = project.connect();
    database::occupy(&mut other);

    let (source, mut conn) = (project.source(), project.connect());
    let began = Instant::now();
    let error = source.on(&mut conn).wait(Duration::from_millis(300)).run(Steps::All).unwrap_err();
    assert!(error.is_locked(), "{error}");
    assert!(began.elapsed() >= Duration::from_millis(250));
    says(&error, &["locked"]);

    let unlock = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        database::free(&mut other);
    });
    assert_eq!(source.on(&mut conn).run(Steps::All).unwrap().len(), 2);
    unlock.join().unwrap();
}
