//! `kinfolk migrate …`

use std::fs;

use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use serde_json::json;

use super::project::{Project, on_each_database};
use super::support::Folder;

on_each_database! { run_revert_redo_status a_failure_has_all_facts a_missing_migration_is_said }

fn run_revert_redo_status(folder: &Project) {
    let status = |folder: &Project| {
        let data = folder.json(0, &["migrate", "status"]);
        let states = data["migrations"].as_array().unwrap();
        states.iter().map(|it| it["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(status(folder), ["pending", "pending"]);
    assert!(!folder.path("app.db").exists(), "asking for the status has made a database");
    assert!(folder.tables_and_history().is_empty(), "asking for the status has made a table");

    let data = folder.json(0, &["migrate", "run", "--number", "1"]);
    assert_eq!(data["applied"][0]["name"], "2024-01-01-000000_users");
    assert_eq!(data["applied"].as_array().unwrap().len(), 1);
    assert_eq!(data["schema"]["changed"], true);
    assert_eq!(status(folder), ["applied", "pending"]);

    let out = folder.ok(&["migrate", "run"]);
    assert!(out.contains("applied  2024-01-02-000000_articles"), "{out}");
    assert!(folder.ok(&["migrate", "run"]).contains("nothing is pending"));
    assert_eq!(folder.tables(), ["articles", "users"]);

    let data = folder.json(0, &["migrate", "redo", "--number", "2"]);
    let names =
        |list: &serde_json::Value| list.as_array().unwrap().iter().map(|it| it["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&data["reverted"]), ["2024-01-02-000000_articles", "2024-01-01-000000_users"]);
    assert_eq!(names(&data["applied"]), ["2024-01-01-000000_users", "2024-01-02-000000_articles"]);

    let out = folder.ok(&["migrate", "revert"]);
    assert!(out.contains("reverted 2024-01-02-000000_articles") && !out.contains("users"), "{out}");
    assert_eq!(folder.tables(), ["users"]);
    folder.ok(&["migrate", "run"]);
    let data = folder.json(0, &["migrate", "revert", "--all"]);
    assert_eq!(names(&data["reverted"]), ["2024-01-02-000000_articles", "2024-01-01-000000_users"]);
    assert!(folder.tables().is_empty());
    assert!(folder.ok(&["migrate", "revert"]).contains("nothing is applied"));
}

#[test]
fn status_is_a_table() {
    let folder = Folder::project();
    folder.ok(&["migrate", "run", "-n", "1"]);
    fs::rename(folder.path("migrations/2024-01-01-000000_users"), folder.path("migrations/.gone")).unwrap();
    folder.migration("2024-01-03-000000_no_way_back", "SELECT 1;", "");
    let out = folder.ok(&["migrate", "status"]);
    for word in [
        "20240101000000",
        "missing",
        "2024-01-02-000000_articles",
        "pending, no down.sql",
        "0 applied, 2 pending, 1 applied but",
    ] {
        assert!(out.contains(word), "`{word}` is not in:\n{out}");
    }
    assert!(!out.contains('\u{1b}'), "colours that nobody asked for");
    let empty = Folder::new();
    empty.ok(&["init"]);
    assert!(empty.ok(&["migrate", "status", "--database-url", "x.db"]).contains("no migrations in"));
}

fn a_failure_has_all_facts(folder: &Project) {
    folder.migration(
        "2024-01-03-000000_bad",
        "CREATE TABLE tags (id INTEGER);\n\nINSERT INTO nowhere VALUES (1);\n",
        "",
    );
    let data = folder.json(1, &["migrate", "run"]);
    let error = &data["error"];
    assert_eq!(error["kind"], "refused");
    assert_eq!(error["migration"], "2024-01-03-000000_bad");
    assert!(error["file"].as_str().unwrap().ends_with("2024-01-03-000000_bad/up.sql"));
    assert_eq!((&error["line"], &error["statement"]), (&json!(3), &json!(2)));
    assert!(error["database_message"].as_str().unwrap().contains("nowhere"), "{error}");
    assert_eq!(error["done"].as_array().unwrap().len(), 2);
    if folder.backend() == "mysql" {
        // What has been done before stays; `dirty` is about that.
        assert_eq!(folder.tables(), ["articles", "tags", "users"]);
        return;
    }
    assert_eq!(folder.tables(), ["articles", "users"]);

    folder.ok(&["migrate", "revert"]);
    let answer = folder.fails(
        &["migrate", "run"],
        &["error:", "migrations/2024-01-03-000000_bad/up.sql:3", "statement 2 of 2", "nowhere"],
    );
    assert!(answer.out.contains("applied  2024-01-02-000000_articles"), "{}", answer.out);
}

#[test]
fn bad_folders_are_said_and_nothing_is_made() {
    let bad: [(&str, &[u8], &[&str]); 6] = [
        ("20240101-000000_again/up.sql", b"SELECT 1;", &["20240101000000", "2024-01-01-000000_users", "again"]),
        ("3_down_only/down.sql", b"SELECT 1;", &["3_down_only", "no up.sql"]),
        ("3_bytes/up.sql", b"\xff\xfe", &["3_bytes/up.sql", "UTF-8"]),
        ("_nameless/up.sql", b"SELECT 1;", &["_nameless", "version"]),
        ("2024-01-01-000000_users/metadata.toml", b"run_in = 1", &["metadata.toml", "run_in_transaction"]),
        ("3_commit/up.sql", b"\nCOMMIT;", &["3_commit/up.sql:2", "transaction"]),
    ];
    for (path, text, words) in bad {
        let folder = Folder::project();
        folder.write(&format!("migrations/{path}"), text);
        folder.fails(&["migrate", "run"], words);
        assert!(!folder.path("app.db").exists() || folder.tables().is_empty());
        assert!(!folder.path("src/schema.rs").exists());
    }
}

#[test]
fn a_missing_down_is_said_first() {
    let folder = Folder::project();
    folder.ok(&["migrate", "run"]);
    fs::remove_file(folder.path("migrations/2024-01-01-000000_users/down.sql")).unwrap();
    for args in [["migrate", "revert", "--all"], ["migrate", "redo", "-n2"]] {
        folder.fails(&args, &["2024-01-01-000000_users", "down.sql", "nothing was changed"]);
        assert_eq!(folder.tables(), ["articles", "users"]);
    }
    assert_eq!(folder.json(1, &["migrate", "revert", "--all"])["error"]["kind"], "irreversible");
    fs::remove_dir_all(folder.path("migrations/2024-01-02-000000_articles")).unwrap();
    assert_eq!(folder.json(1, &["migrate", "revert"])["error"]["kind"], "missing");
}

#[test]
fn a_diesel_project_needs_no_change() {
    let folder = Folder::new();
    folder.migration("00000000000000_diesel_initial_setup", "-- nothing on SQLite", "-- nothing on SQLite");
    folder.migration("2024-01-01-000000_a", "CREATE TABLE a (id INTEGER PRIMARY KEY);", "DROP TABLE a;");
    folder.migration("2024-01-02-000000_b", "CREATE TABLE b (id INTEGER PRIMARY KEY);", "DROP TABLE b;");
    folder.write("migrations/.keep", "");
    let diesel = FileBasedMigrations::from_path(folder.path("migrations")).unwrap();
    let mut conn = SqliteConnection::establish(folder.path("app.db").to_str().unwrap()).unwrap();
    conn.run_next_migration(diesel.clone()).unwrap();
    conn.run_next_migration(diesel.clone()).unwrap();

    let url = ["--database-url", "app.db"];
    let data = folder.json(0, &[&url[..], &["migrate", "run"]].concat());
    assert_eq!(data["applied"].as_array().unwrap().len(), 1);
    assert_eq!(data["schema"], json!(null), "no configuration, no schema file");
    assert!(!conn.has_pending_migration(diesel.clone()).unwrap());
    conn.revert_last_migration(diesel).unwrap();
    let data = folder.json(0, &[&url[..], &["migrate", "revert", "--all"]].concat());
    assert_eq!(data["reverted"].as_array().unwrap().len(), 2);
}

#[test]
fn new_makes_folders_that_sort() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    let names: Vec<String> = (0..3)
        .map(|_| folder.json(0, &["migrate", "new", "add things-to it"])["name"].as_str().unwrap().to_owned())
        .collect();
    assert!(names.is_sorted() && names[0] < names[1] && names[1] < names[2], "{names:?}");
    assert!(names[0].ends_with("_add_things_to_it"));
    // Both files hold a comment, so they run and do nothing.
    assert!(folder.ok(&["migrate", "run", "--database-url", "a.db"]).contains("(no statements)"));

    folder.migration("9999-01-01-000000_late", "SELECT 1;", "");
    let data = folder.json(0, &["migrate", "new", "early"]);
    assert_eq!(data["runs_before"], "9999-01-01-000000_late");
    assert!(folder.ok(&["migrate", "new", "early"]).contains("note:"));
}

#[test]
fn a_name_is_no_path_and_no_code() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    for name in ["", " ", "../up", "a/b", "a\\b", "a;b", "x\ny", "___", "a'b", ".", "é/"] {
        folder.fails(&["migrate", "new", name], &["letters, digits"]);
    }
    assert_eq!(fs::read_dir(folder.path("migrations")).unwrap().count(), 1, "only .gitkeep");
    folder.ok(&["migrate", "new", "größe"]);
}

#[test]
fn without_a_transaction_the_message_says_what_stays() {
    let folder = Folder::project();
    folder.migration("3_a", "CREATE TABLE t (id INTEGER);\nVACUUM;\nnonsense;", "");
    folder.write("migrations/3_a/metadata.toml", "run_in_transaction = false\n");
    folder.fails(&["migrate", "run"], &["3_a/up.sql:3", "statements 1 to 2 had been applied and stay"]);
    assert!(folder.tables().contains(&"t".to_owned()));
    folder.migration("3_a", "CREATE TABLE u (id INTEGER);\nnonsense;", "");
    assert_eq!(folder.json(1, &["migrate", "run"])["error"]["applied_statements"], 1);
}

fn a_missing_migration_is_said(folder: &Project) {
    folder.ok(&["migrate", "run"]);
    fs::remove_dir_all(folder.path("migrations/2024-01-02-000000_articles")).unwrap();
    folder.fails(&["migrate", "revert"], &["20240102000000", "bring its folder back", "nothing was changed"]);
    assert_eq!(folder.json(1, &["migrate", "revert"])["error"]["kind"], "missing");
    assert_eq!(folder.tables(), ["articles", "users"]);
    assert!(folder.ok(&["migrate", "status"]).contains("missing"));
}
