//! The same over async connections, on each kind of runtime.

use std::future::Future;
use std::time::Duration;

use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::pooled_connection::bb8::Pool;
use diesel_async::{AsyncConnection, RunQueryDsl};
use kinfolk::migration::{State, Steps};
use tokio::runtime::{Builder, Runtime};

use super::super::database::{AsyncConn, EMBEDDED, SLEEP};
use super::support::{Project, names, says};

/// Both kinds, without a timer, which nobody has promised to switch on.
fn runtimes() -> [Runtime; 2] {
    [
        Builder::new_current_thread().enable_io().build(),
        Builder::new_multi_thread().worker_threads(2).enable_io().build(),
    ]
    .map(Result::unwrap)
}

/// As futures have to be where they are spawned.
fn is_send<F: Future + Send>(future: F) -> F {
    future
}

#[test]
fn a_service_migrates_when_it_starts() {
    for runtime in runtimes() {
        let project = Project::new();
        runtime.block_on(async {
            let mut conn = AsyncConn::establish(project.url()).await.unwrap();
            let applied = is_send(EMBEDDED.run_async(&mut conn)).await.unwrap();
            assert_eq!(applied.len(), EMBEDDED.migrations().unwrap().len());
            assert!(EMBEDDED.run_async(&mut conn).await.unwrap().is_empty());
            // The connection is as good as before.
            diesel::sql_query("INSERT INTO tags (name) VALUES ('new')").execute(&mut conn).await.unwrap();
        });
        assert!(EMBEDDED.run(&mut project.connect()).unwrap().is_empty());
    }
}

#[test]
fn everything_a_runner_can_do() {
    for runtime in runtimes() {
        let project = Project::abc();
        let source = project.source();
        runtime.block_on(async {
            let mut conn = AsyncConn::establish(project.url()).await.unwrap();
            let mut runner = source.on(&mut conn);
            assert_eq!(runner.status_async().await.unwrap().pending().count(), 3);
            assert_eq!(is_send(runner.run_async(Steps::Number(2))).await.unwrap().len(), 2);
            let redone = is_send(runner.redo_async(Steps::Number(1))).await.unwrap();
            assert_eq!(names(&redone), ["2024-01-02-000000_b", "2024-01-02-000000_b"]);
            assert_eq!(runner.run_async(Steps::All).await.unwrap().len(), 1);
            assert_eq!(names(&is_send(runner.revert_async(Steps::Number(1))).await.unwrap()), ["2024-01-03-000000_c"]);
            let status = is_send(runner.status_async()).await.unwrap();
            let applied = status.entries().iter().filter(|it| matches!(it.state, State::Applied { .. }));
            assert_eq!(applied.count(), 2);
            assert!(runner.resolve_async("7", true).await.unwrap_err().is_not_dirty());
        });
        assert_eq!(project.tables(), ["a", "b"]);
    }
}

#[test]
fn an_error_says_the_same() {
    for runtime in runtimes() {
        let project = Project::abc();
        project.write("2024-01-02-120000_d", "up.sql", "\nCREATE TABLE a (id INTEGER);");
        runtime.block_on(async {
            let mut conn = AsyncConn::establish(project.url()).await.unwrap();
            let error = project.source().run_async(&mut conn).await.unwrap_err();
            says(&error, &["2024-01-02-120000_d/up.sql:2", "statement 1 of 1", "already exists", "nothing of this"]);
            assert_eq!(names(error.done()), ["2024-01-01-000000_a", "2024-01-02-000000_b"]);
            project.write("2024-01-02-120000_d", "up.sql", "CREATE TABLE d (id INTEGER);");
            assert_eq!(project.source().run_async(&mut conn).await.unwrap().len(), 2);
        });
    }
}

#[tokio::test]
async fn a_connection_of_a_pool_will_do() {
    let project = Project::abc();
    let manager = AsyncDieselConnectionManager::<AsyncConn>::new(project.url());
    let pool = Pool::builder().max_size(1).build(manager).await.unwrap();
    assert_eq!(project.source().run_async(&mut pool.get().await.unwrap()).await.unwrap().len(), 3);
    // It is given back, and good.
    let status = project.source().on(&mut pool.get().await.unwrap()).status_async().await.unwrap();
    assert_eq!(status.pending().count(), 0);
    assert_eq!(pool.state().statistics.connections_created, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn runners_that_start_together_run_each_migration_once() {
    let project = Project::abc();
    for outside in ["2024-01-02-000000_b", "2024-01-03-000000_c"] {
        project.write(outside, "metadata.toml", "run_in_transaction = false");
    }
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (url, source) = (project.url().to_owned(), project.source());
            tokio::spawn(async move {
                let mut conn = AsyncConn::establish(&url).await.unwrap();
                source.run_async(&mut conn).await.unwrap().len()
            })
        })
        .collect();
    let mut sum = 0;
    for task in tasks {
        sum += task.await.unwrap();
    }
    assert_eq!(sum, 3);
    assert_eq!(project.applied().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_dropped_holds_nobody_up() {
    let project = Project::abc();
    project.write("2024-01-02-000000_b", "up.sql", format!("{SLEEP}\nCREATE TABLE b AS SELECT * FROM a;"));
    let manager = AsyncDieselConnectionManager::<AsyncConn>::new(project.url());
    let pool = Pool::builder().max_size(1).build(manager).await.unwrap();
    let source = project.source();
    let mut conn = pool.get().await.unwrap();
    let run = tokio::time::timeout(Duration::from_millis(400), source.run_async(&mut conn)).await;
    assert!(run.is_err(), "it was done in time: {run:?}");
    drop(conn);

    // The pool throws that connection away, and with it goes what it held.
    let mut conn = pool.get().await.unwrap();
    assert_eq!(pool.state().statistics.connections_created, 2);
    assert_eq!(source.on(&mut conn).status_async().await.unwrap().pending().count(), 2);
    project.write("2024-01-02-000000_b", "up.sql", "CREATE TABLE b AS SELECT * FROM a;");
    assert_eq!(source.run_async(&mut conn).await.unwrap().len(), 2);
}

#[test]
fn waiting_ends() {
    for runtime in runtimes() {
        let project = Project::abc();
        project.source().on(&mut project.connect()).run(Steps::Number(1)).unwrap();
        let mut other = project.connect();
        super::super::database::occupy(&mut other);
        let error = runtime.block_on(async {
            let mut conn = AsyncConn::establish(project.url()).await.unwrap();
            project.source().on(&mut conn).wait(Duration::from_millis(300)).run_async(Steps::All).await.unwrap_err()
        });
        assert!(error.is_locked(), "{error}");
        super::super::database::free(&mut other);
    }
}
