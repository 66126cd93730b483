//! Migrations that stop halfway, where the database cannot take back what was done before.

use serde_json::json;

use super::project::Project;

/// Its second statement fails on rows that are there.
fn stopped() -> Project {
    let folder = Project::mysql();
    folder.ok(&["migrate", "run"]);
    folder.execute("INSERT INTO users VALUES (1, 'Ann'), (2, 'Ann')");
    folder.migration(
        "2024-01-03-000000_tags",
        "CREATE TABLE tags (id INTEGER PRIMARY KEY);\n\nALTER TABLE users ADD UNIQUE (name);\n",
        "DROP TABLE tags;",
    );
    folder.fails(
        &["migrate", "run"],
        &["2024-01-03-000000_tags/up.sql:3", "statement 2 of 2", "Ann", "dirty", "kinfolk migrate resolve"],
    );
    folder
}

#[test]
fn status_says_what_to_do() {
    let folder = stopped();
    let out = folder.ok(&["migrate", "status"]);
    for word in [
        "dirty",
        "2 applied, 0 pending, 1 dirty",
        "2024-01-03-000000_tags stopped halfway in its up.sql at statement 2: ",
        "Ann",
        "kinfolk migrate resolve 20240103000000 --applied, or --not-applied",
    ] {
        assert!(out.contains(word), "`{word}` is not in:\n{out}");
    }
    let data = folder.json(0, &["migrate", "status"]);
    let entry = &data["migrations"][2];
    assert_eq!((&entry["state"], &entry["statement"]), (&json!("dirty"), &json!(2)));
    assert!(entry["sql"].as_str().unwrap().starts_with("ALTER TABLE users"), "{entry}");
    for args in [&["migrate", "run"][..], &["migrate", "revert"], &["migrate", "redo"]] {
        folder.fails(args, &["2024-01-03-000000_tags", "nothing was changed", "kinfolk migrate resolve"]);
        assert_eq!(folder.json(1, args)["error"]["kind"], "dirty");
    }
    // The migrations are run elsewhere for it, where no rows are.
    folder.ok(&["schema", "generate"]);
}

#[test]
fn what_was_completed_is_applied() {
    let folder = stopped();
    folder.execute("DELETE FROM users WHERE id = 2");
    folder.execute("ALTER TABLE users ADD UNIQUE (name)");
    let out = folder.ok(&["migrate", "resolve", "2024-01-03-000000_tags", "--applied"]);
    assert!(out.contains("20240103000000 is applied from now on"), "{out}");
    assert!(folder.ok(&["migrate", "run"]).contains("nothing is pending"));
    assert!(folder.ok(&["migrate", "revert"]).contains("reverted 2024-01-03-000000_tags"));
}

#[test]
fn what_was_undone_runs_again() {
    let folder = stopped();
    folder.execute("DROP TABLE tags");
    let data = folder.json(0, &["migrate", "resolve", "20240103000000", "--not-applied"]);
    assert_eq!(data, json!({ "version": "20240103000000", "state": "pending" }));
    folder.migration("2024-01-03-000000_tags", "CREATE TABLE tags (id INTEGER PRIMARY KEY);", "DROP TABLE tags;");
    assert_eq!(folder.json(0, &["migrate", "run"])["applied"].as_array().unwrap().len(), 1);
}

#[test]
fn only_what_is_dirty_can_be_resolved() {
    let folder = stopped();
    let args = ["migrate", "resolve", "20240101000000", "--applied"];
    folder.fails(&args, &["20240101000000", "not dirty"]);
    assert_eq!(folder.json(1, &args)["error"]["kind"], "not_dirty");
    for args in [
        &["migrate", "resolve", "20240103000000"][..],
        &["migrate", "resolve", "--applied"],
        &["migrate", "resolve", "20240103000000", "--applied", "--not-applied"],
    ] {
        assert_eq!(folder.run(args).code, 2, "{args:?}");
    }
}
