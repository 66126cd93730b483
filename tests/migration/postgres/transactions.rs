//! What PostgreSQL does only outside of a transaction, and who waits for whom.

use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use kinfolk::migration::Steps;

use super::every_database::support::{Project, number, says, texts};

const OUTSIDE: &str = "run_in_transaction = false";

#[test]
fn what_cannot_run_in_a_transaction_is_told_how_to() {
    for sql in ["CREATE INDEX CONCURRENTLY i ON a (id);", "VACUUM a;", "REINDEX TABLE CONCURRENTLY a;"] {
        let project = Project::abc();
        project.write("2024-01-04-000000_d", "up.sql", sql);
        let error = project.run().unwrap_err();
        says(&error, &["transaction", "run_in_transaction = false", "2024-01-04-000000_d/metadata.toml"]);
        project.write("2024-01-04-000000_d", "metadata.toml", OUTSIDE);
        assert_eq!(project.run().unwrap().len(), 1);
    }
}

#[test]
fn a_value_can_be_added_to_an_enum_and_used_in_the_next_migration() {
    let project = Project::with(&[
        ("1_a", "CREATE TYPE mood AS ENUM ('glad'); CREATE TABLE m (mood mood);", ""),
        ("2_b", "ALTER TYPE mood ADD VALUE 'sad';", ""),
        ("3_c", "INSERT INTO m VALUES ('sad');", ""),
        ("4_d", "ALTER TYPE mood ADD VALUE 'so-so';\nINSERT INTO m VALUES ('so-so');", ""),
    ]);
    project.write("4_d", "metadata.toml", OUTSIDE);
    assert_eq!(project.run().unwrap().len(), 4);
    // In one transaction PostgreSQL refuses it.
    let project = Project::with(&[
        ("1_a", "CREATE TYPE mood AS ENUM ('glad'); CREATE TABLE m (mood mood);", ""),
        ("2_b", "ALTER TYPE mood ADD VALUE 'sad';\nINSERT INTO m VALUES ('sad');", ""),
    ]);
    says(&project.run().unwrap_err(), &["2_b/up.sql:2", "unsafe use of new value"]);
}

/// `CREATE INDEX CONCURRENTLY` waits for everybody who has a snapshot; runners that wait for it must have none.
#[test]
fn runners_that_wait_do_not_stop_a_concurrent_index() {
    let project = Project::with(&[
        ("1_a", "CREATE TABLE a (id INTEGER); INSERT INTO a SELECT generate_series(1, 50000);", ""),
        ("2_b", "CREATE INDEX CONCURRENTLY i ON a (id);\nCREATE INDEX CONCURRENTLY j ON a ((id + 1));", ""),
        ("3_c", "CREATE TABLE c (id INTEGER);", ""),
    ]);
    project.write("2_b", "metadata.toml", OUTSIDE);
    let counts: Vec<usize> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| project.run().unwrap().len())).collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(counts.iter().sum::<usize>(), 3, "{counts:?}");
    let valid = "SELECT count(*) AS number FROM pg_index JOIN pg_class c ON c.oid = indexrelid \
                 WHERE c.relname IN ('i', 'j') AND indisvalid";
    assert_eq!(number(&mut project.connect(), valid), 2);
}

#[test]
fn a_table_that_somebody_holds_is_not_waited_for_for_ever() {
    let project = Project::abc();
    project.run().unwrap();
    project.write("2024-01-04-000000_d", "up.sql", "\nALTER TABLE a ADD COLUMN x INTEGER;");
    let mut other = project.connect();
    other.batch_execute("BEGIN; LOCK TABLE a").unwrap();
    for outside in [false, true] {
        if outside {
            project.write("2024-01-04-000000_d", "metadata.toml", OUTSIDE);
        }
        let mut conn = project.connect();
        let began = Instant::now();
        let error = project.source().on(&mut conn).wait(Duration::from_millis(300)).run(Steps::All).unwrap_err();
        assert!(error.is_locked(), "{error}");
        assert_eq!((error.line(), error.applied_statements()), (Some(2), 0), "{error}");
        assert!(began.elapsed() < Duration::from_secs(10));
        // And the connection is as it was.
        assert_eq!(texts(&mut conn, "SELECT current_setting('lock_timeout') AS text"), ["0"]);
    }
    other.batch_execute("ROLLBACK").unwrap();
    assert_eq!(project.run().unwrap().len(), 1);
}

#[test]
fn no_lock_is_left_behind() {
    let project = Project::abc();
    project.write("2024-01-03-000000_c", "metadata.toml", OUTSIDE);
    let mut conn = project.connect();
    project.source().run(&mut conn).unwrap();
    project.write("2024-01-04-000000_d", "up.sql", "nonsense;");
    project.write("2024-01-04-000000_d", "metadata.toml", OUTSIDE);
    project.source().run(&mut conn).unwrap_err();
    let locks = "SELECT count(*) AS number FROM pg_locks WHERE locktype = 'advisory' \
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    assert_eq!(number(&mut conn, locks), 0);
}

#[test]
fn what_others_have_done_is_seen_whatever_the_isolation() {
    let project = Project::abc();
    let name = texts(&mut project.connect(), "SELECT current_database()::text AS text").remove(0);
    let default = format!("ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'repeatable read'");
    project.connect().batch_execute(&default).unwrap();
    let counts: Vec<usize> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| project.run().unwrap().len())).collect();
        threads.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert_eq!(counts.iter().sum::<usize>(), 3, "{counts:?}");
}

#[test]
fn a_schema_of_its_own_has_a_history_of_its_own() {
    let project = Project::with(&[("1_a", "CREATE TABLE a (id INTEGER);", "DROP TABLE a;")]);
    project.run().unwrap();
    let mut conn = project.connect();
    for (schema, path) in [("other", "other"), ("third", "third, public")] {
        conn.batch_execute(&format!("CREATE SCHEMA {schema}; SET search_path = {path}")).unwrap();
        assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
        assert!(project.source().run(&mut conn).unwrap().is_empty());
    }
    assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM pg_tables WHERE tablename = 'a'"), 3);
    // As Diesel has it.
    let diesel = FileBasedMigrations::from_path(project.migrations()).unwrap();
    assert!(conn.run_pending_migrations(diesel).unwrap().is_empty());
}
