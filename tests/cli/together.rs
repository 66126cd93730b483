//! Several processes on one database.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::Value;

use super::project::{Project, on_each_database};
use super::support::{Folder, answer};

on_each_database! { processes_that_start_together_run_each_migration_once }

/// Each migration would fail if it ran twice; some run without a transaction.
fn fill(folder: &Project) {
    let slow = match folder.backend() {
        "sqlite" => {
            "INSERT INTO log WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 50000) \
             SELECT value FROM n;"
        }
        "mysql" => "DO sleep(0.1);",
        _ => "SELECT pg_sleep(0.1);",
    };
    folder.migration("3_log", "CREATE TABLE log (value INTEGER);", "DROP TABLE log;");
    for number in 4..9 {
        let name = format!("{number}_table");
        folder.migration(
            &name,
            &format!("CREATE TABLE t{number} (id INTEGER);\n{slow}"),
            &format!("DROP TABLE t{number};"),
        );
        if number % 2 == 0 {
            folder.write(&format!("migrations/{name}/metadata.toml"), "run_in_transaction = false\n");
        }
    }
}

fn processes_that_start_together_run_each_migration_once(folder: &Project) {
    fill(folder);
    let start = || {
        let mut command = folder.command(&["migrate", "run", "--json"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children = [start(), start(), start()];
    let mut counts = Vec::new();
    for child in children {
        let answer = answer(child.wait_with_output().unwrap());
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        let data: Value = serde_json::from_str(&answer.out).unwrap();
        counts.push(data["applied"].as_array().unwrap().len());
    }
    assert_eq!(counts.iter().sum::<usize>(), 8, "{counts:?}");
    assert!(folder.ok(&["migrate", "run"]).contains("nothing is pending"));
    folder.ok(&["schema", "check"]);
}

#[test]
fn waiting_has_an_end() {
    let folder = Folder::project();
    folder.ok(&["migrate", "run", "-n", "1"]);
    let mut conn = SqliteConnection::establish(folder.path("app.db").to_str().unwrap()).unwrap();
    conn.batch_execute("BEGIN IMMEDIATE").unwrap();
    folder.fails(&["migrate", "run", "--wait", "0"], &["locked"]);
    assert_eq!(folder.json(1, &["migrate", "run", "--wait", "1"])["error"]["kind"], "locked");
    conn.batch_execute("ROLLBACK").unwrap();
    folder.ok(&["migrate", "run"]);
}

#[test]
fn a_runner_that_is_killed_leaves_nothing_half_done() {
    for metadata in ["run_in_transaction = true", "run_in_transaction = false"] {
        let folder = Folder::project();
        folder.ok(&["migrate", "run"]);
        // A minute of work, if it is not stopped.
        let forever = "INSERT INTO big WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE \
                       value < 300000000) SELECT value FROM n;";
        let up = |work: &str| format!("CREATE TABLE IF NOT EXISTS big (value INTEGER);\n{work}");
        folder.migration("3_big", &up(forever), "DROP TABLE big;");
        folder.write("migrations/3_big/metadata.toml", metadata);
        let mut child =
            folder.command(&["migrate", "run"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        while !folder.path("app.db-journal").exists() && began.elapsed() < Duration::from_secs(30) {
            thread::sleep(Duration::from_millis(5));
        }
        thread::sleep(Duration::from_millis(100));
        child.kill().unwrap();
        child.wait().unwrap();

        let pending = folder.json(0, &["migrate", "status"])["pending"].clone();
        assert_eq!(pending, 1);
        folder.migration("3_big", &up("INSERT INTO big VALUES (1);"), "DROP TABLE big;");
        let done = folder.json(0, &["migrate", "run", "--wait", "1"]);
        assert_eq!(done["applied"].as_array().unwrap().len(), 1);
        assert!(!folder.path("app.db-migrate.lock").exists());
    }
}
