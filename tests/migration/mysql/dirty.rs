//! Migrations that stop halfway: MySQL commits at CREATE and ALTER.

use std::thread;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::migration::{Direction, State, Steps};

use super::database;
use super::every_database::support::{Project, names, number, says, texts};

const HALF: &str = "CREATE TABLE d (id INTEGER);\nINSERT INTO d VALUES (1);\nALTER TABLE nope ADD x INTEGER;\nCREATE TABLE e (id INTEGER);";

/// `a`, `b` and `c`, then one that fails at its third statement.
fn half_applied() -> Project {
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "up.sql", HALF);
    project.write("2024-01-04-000000_d", "down.sql", "DROP TABLE d, e;");
    let error = project.run().unwrap_err();
    says(
        &error,
        &["2024-01-04-000000_d/up.sql:3", "statement 3 of 4", "nope", "statements 1 to 2", "dirty", "resolve"],
    );
    assert_eq!((error.statement(), error.applied_statements()), (Some(3), 2));
    assert_eq!(error.done().len(), 3);
    project
}

#[test]
fn a_failure_in_the_middle_is_remembered() {
    let project = half_applied();
    assert_eq!(project.tables(), ["a", "b", "c", "d"]);
    let mut conn = project.connect();
    let (source, version) = (project.source(), "20240104000000");
    let entry = source.on(&mut conn).status().unwrap().entries()[3].clone();
    let State::Dirty { direction, statement, sql, message } = &entry.state else {
        panic!("{entry:?}");
    };
    assert_eq!((*direction, *statement), (Direction::Up, Some(3)));
    assert_eq!(sql.as_deref(), Some("ALTER TABLE nope ADD x INTEGER;"));
    assert!(message.as_deref().unwrap().contains("nope"));

    for error in [
        source.on(&mut conn).run(Steps::All).unwrap_err(),
        source.on(&mut conn).revert(Steps::All).unwrap_err(),
        source.on(&mut conn).redo(Steps::All).unwrap_err(),
        source.on(&mut conn).plan_run(Steps::All).unwrap_err(),
    ] {
        assert!(error.is_dirty() && error.done().is_empty(), "{error}");
        assert_eq!((error.migration(), error.statement()), (Some("2024-01-04-000000_d"), Some(3)));
        says(
            &error,
            &["statement 3", "nope", &format!("kinfolk migrate resolve {version} --applied"), "nothing was changed"],
        );
    }
    assert_eq!(project.applied().len(), 3);
}

#[test]
fn what_was_undone_by_hand_is_run_again() {
    let project = half_applied();
    let mut conn = project.connect();
    conn.batch_execute("DROP TABLE d").unwrap();
    project.source().on(&mut conn).resolve("20240104000000", false).unwrap();
    project.write("2024-01-04-000000_d", "up.sql", HALF.replace("nope", "d"));
    assert_eq!(names(&project.source().run(&mut conn).unwrap()), ["2024-01-04-000000_d"]);
    assert!(!database::tables(&mut conn).iter().any(|name| name.contains("kinfolk")));
}

#[test]
fn what_was_completed_by_hand_counts_as_applied() {
    let project = half_applied();
    let mut conn = project.connect();
    conn.batch_execute("CREATE TABLE e (id INTEGER)").unwrap();
    project.source().on(&mut conn).resolve("20240104000000", true).unwrap();
    assert!(project.source().run(&mut conn).unwrap().is_empty());
    assert_eq!(project.applied().len(), 4);
    assert_eq!(project.source().on(&mut conn).revert(Steps::Number(1)).unwrap().len(), 1);
    assert_eq!(project.tables(), ["a", "b", "c"]);
}

#[test]
fn only_dirty_ones_are_resolved() {
    let project = Project::abc();
    project.run().unwrap();
    for version in ["20240101000000", "7"] {
        let error = project.source().on(&mut project.connect()).resolve(version, false).unwrap_err();
        assert!(error.is_not_dirty());
        says(&error, &[version, "not dirty"]);
    }
    assert_eq!(project.applied().len(), 3);
}

#[test]
fn a_revert_can_stop_halfway_too() {
    let project = Project::abc();
    project.write("2024-01-03-000000_c", "down.sql", "DROP TABLE c;\nDROP TABLE nope;");
    project.run().unwrap();
    let error = project.revert(Steps::Number(1)).unwrap_err();
    says(&error, &["down.sql:2", "statement 1 had been applied", "dirty"]);
    let mut conn = project.connect();
    let status = project.source().on(&mut conn).status().unwrap();
    assert!(matches!(status.entries()[2].state, State::Dirty { direction: Direction::Down, statement: Some(2), .. }));
    assert_eq!(status.pending().count(), 0);

    project.source().on(&mut conn).resolve("20240103000000", false).unwrap();
    assert_eq!(names(&project.source().run(&mut conn).unwrap()), ["2024-01-03-000000_c"]);
}

#[test]
fn without_create_and_alter_everything_is_taken_back() {
    let project = Project::abc();
    project.write(
        "2024-01-04-000000_d",
        "up.sql",
        "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO a VALUES (2);",
    );
    let error = project.run().unwrap_err();
    says(&error, &["up.sql:3", "Duplicate entry", "nothing of this migration was applied"]);
    assert_eq!(error.applied_statements(), 0);
    assert_eq!(number(&mut project.connect(), "SELECT count(*) AS number FROM a"), 0);
    project.write("2024-01-04-000000_d", "up.sql", "INSERT INTO a VALUES (1);");
    assert_eq!(project.run().unwrap().len(), 1);
}

#[test]
fn without_a_transaction_what_was_done_stays() {
    let project = Project::abc();
    let sql = "INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO a VALUES (2);";
    project.write("2024-01-04-000000_d", "up.sql", sql);
    project.write("2024-01-04-000000_d", "metadata.toml", "run_in_transaction = false");
    let error = project.run().unwrap_err();
    says(&error, &["up.sql:3", "statements 1 to 2", "dirty"]);
    assert!(project.run().unwrap_err().is_dirty());

    // Its own transaction takes it back.
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "up.sql", format!("BEGIN;\n{sql}\nCOMMIT;"));
    project.write("2024-01-04-000000_d", "metadata.toml", "run_in_transaction = false");
    let error = project.run().unwrap_err();
    says(&error, &["up.sql:4", "nothing of this migration"]);
    assert_eq!(number(&mut project.connect(), "SELECT count(*) AS number FROM a"), 0);
    assert!(!project.run().unwrap_err().is_dirty());

    // Unless one of its statements has committed it.
    project.write("2024-01-04-000000_d", "up.sql", format!("BEGIN;\nCREATE TABLE d (id INTEGER);\n{sql}\nCOMMIT;"));
    let error = project.run().unwrap_err();
    says(&error, &["up.sql:5", "statements 1 to 4 had been applied", "dirty"]);
    assert!(project.run().unwrap_err().is_dirty());
}

#[test]
fn one_that_is_still_running_is_not_dirty() {
    let project = Project::abc();
    project.write(
        "2024-01-04-000000_d",
        "up.sql",
        "CREATE TABLE d (id INTEGER);\nDO SLEEP(2);\nINSERT INTO d VALUES (1);",
    );
    thread::scope(|scope| {
        let first = scope.spawn(|| project.run().unwrap().len());
        while !project.tables().contains(&"d".to_owned()) {
            thread::sleep(Duration::from_millis(20));
        }
        let mut conn = project.connect();
        let source = project.source();
        let status = source.on(&mut conn).status().unwrap();
        assert_eq!(status.entries()[3].state, State::Pending);
        let impatient = source.on(&mut conn).wait(Duration::from_millis(100)).run(Steps::All).unwrap_err();
        assert!(impatient.is_locked(), "{impatient}");
        // Whoever comes second waits, and finds nothing to do.
        assert!(source.run(&mut conn).unwrap().is_empty());
        assert_eq!(first.join().unwrap(), 4);
    });
}

#[test]
fn the_first_statement_can_leave_something_behind() {
    let project = Project::abc();
    let routine = "CREATE PROCEDURE p() BEGIN CREATE TABLE d (id INTEGER); DROP TABLE nope; END;";
    project.write("2024-01-03-120000_p", "up.sql", routine);
    project.run().unwrap();
    for (sql, dirty) in [
        ("DROP TABLE c, nope;", true),
        ("DROP TABLE nope;", false),
        ("CALL p();", true),
        ("CALL nope();", false),
        ("INSERT INTO nope VALUES (1);", false),
    ] {
        project.write("2024-01-04-000000_d", "up.sql", sql);
        let error = project.run().unwrap_err();
        assert_eq!(error.to_string().contains("dirty"), dirty, "{error}");
        assert_eq!(project.run().unwrap_err().is_dirty(), dirty, "{sql}");
        if dirty {
            project.source().on(&mut project.connect()).resolve("20240104000000", false).unwrap();
        }
    }
}

#[test]
fn a_runner_that_is_killed_leaves_a_dirty_migration() {
    let project = Project::abc();
    project.write("2024-01-04-000000_d", "up.sql", "CREATE TABLE d (id INTEGER);\nDO SLEEP(20);\nSELECT 1;");
    thread::scope(|scope| {
        let runner = scope.spawn(|| project.run().unwrap_err());
        let mut conn = project.connect();
        let sleeping = "SELECT CAST(id AS CHAR) AS text FROM information_schema.processlist \
                        WHERE db = DATABASE() AND info LIKE 'DO SLEEP(20)%'";
        let id = loop {
            match texts(&mut conn, sleeping).pop() {
                Some(id) => break id,
                None => thread::sleep(Duration::from_millis(20)),
            }
        };
        conn.batch_execute(&format!("KILL {id}")).unwrap();
        let error = runner.join().unwrap();
        assert_eq!((error.line(), error.statement()), (Some(2), Some(2)), "{error}");
    });
    let error = project.run().unwrap_err();
    assert!(error.is_dirty() && error.statement().is_none());
    says(&error, &["2024-01-04-000000_d", "was cut off", "resolve"]);
}

#[test]
fn the_connection_is_as_it_was() {
    let settings = "SELECT CONCAT_WS('|', DATABASE(), @@foreign_key_checks, @@unique_checks, @@sql_mode, @@autocommit, @@lock_wait_timeout) AS text";
    let change = "SET foreign_key_checks = 0, unique_checks = 0, sql_mode = '';\nSET autocommit = 0;\nUSE mysql;\n";
    let project = Project::abc();
    let mut conn = project.connect();
    let before = texts(&mut conn, settings);
    project.write("2024-01-04-000000_d", "up.sql", format!("{change}SELECT 1;"));
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 4);
    assert_eq!(texts(&mut conn, settings), before);
    project.write("2024-01-05-000000_e", "up.sql", format!("{change}LOCK TABLES user READ;\nnonsense;"));
    project.source().run(&mut conn).unwrap_err();
    assert_eq!(texts(&mut conn, settings), before);
    assert_eq!(project.applied().len(), 4);
}

#[test]
fn a_transaction_of_the_caller_is_not_committed() {
    let project = Project::abc();
    let mut conn = project.connect();
    conn.begin_test_transaction().unwrap();
    let error = project.source().run(&mut conn).unwrap_err();
    says(&error, &["is in a transaction", "nothing was changed"]);
    drop(conn);
    assert!(database::tables(&mut project.connect()).is_empty());
}

#[test]
fn a_connection_without_a_database_is_an_error() {
    let project = Project::abc();
    let server = project.url().rsplit_once('/').unwrap().0;
    let mut conn = MysqlConnection::establish(&format!("{server}/")).unwrap();
    says(&project.source().run(&mut conn).unwrap_err(), &["no database is selected"]);
}

#[test]
fn a_table_that_somebody_holds_is_not_waited_for_for_ever() {
    let project = Project::abc();
    project.run().unwrap();
    project.write("2024-01-04-000000_d", "up.sql", "\nALTER TABLE a ADD x INTEGER;");
    let mut other = project.connect();
    other.batch_execute("LOCK TABLES a WRITE").unwrap();
    let mut conn = project.connect();
    let error = project.source().on(&mut conn).wait(Duration::from_secs(1)).run(Steps::All).unwrap_err();
    assert!(error.is_locked(), "{error}");
    assert_eq!((error.line(), error.applied_statements()), (Some(2), 0), "{error}");
    other.batch_execute("UNLOCK TABLES").unwrap();
    assert_eq!(project.run().unwrap().len(), 1);
}
