//! `kinfolk init`

use std::fs;

use serde_json::json;

use super::support::Folder;

#[test]
fn from_nothing_to_tables() {
    let folder = Folder::new();
    fs::create_dir(folder.path("src")).unwrap();
    let out = folder.ok(&["init"]);
    assert!(out.contains("made kinfolk.toml") && out.contains("made migrations"), "{out}");
    assert!(folder.read("kinfolk.toml").contains("file = \"src/schema.rs\""));

    folder.ok(&["migrate", "new", "create_users"]);
    let made =
        fs::read_dir(folder.path("migrations")).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let name = made.into_iter().find(|name| name.ends_with("_create_users")).unwrap();
    folder.migration(&name, "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL);", "DROP TABLE users;");
    let out = folder.ok(&["migrate", "run", "--database-url", "app.db"]);
    assert!(out.contains("create_users") && out.contains("src/schema.rs"), "{out}");
    assert_eq!(folder.tables(), ["users"]);
    assert!(folder.read("src/schema.rs").contains("users (id)"));
}

#[test]
fn a_second_time_changes_nothing() {
    let folder = Folder::project();
    let before = folder.read("kinfolk.toml");
    let data = folder.json(0, &["init"]);
    assert_eq!(data, json!({ "made": [], "kept": ["kinfolk.toml", "migrations"] }));
    assert_eq!(folder.read("kinfolk.toml"), before);
    assert!(!folder.path("migrations/.gitkeep").exists());
}

#[test]
fn a_diesel_project_is_picked_up() {
    let folder = Folder::new();
    folder.write(
        "diesel.toml",
        "[print_schema]\nfile = \"src/db/schema.rs\"\ncustom_type_derives = []\n\n[migrations_directory]\ndir = \"db/migrations\"\n",
    );
    folder.write("db/migrations/1_a/up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);");
    let data = folder.json(0, &["init"]);
    assert_eq!(data, json!({ "made": ["kinfolk.toml"], "kept": ["db/migrations"] }));
    folder.ok(&["migrate", "run", "--database-url", "app.db"]);
    assert!(folder.read("src/db/schema.rs").contains("a (id)"));
}

#[test]
fn a_folder_of_migrations_is_picked_up() {
    let folder = Folder::new();
    folder.write("migrations/1_a/up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);");
    assert!(folder.ok(&["init"]).contains("kept migrations"));
    let other = Folder::new();
    other.ok(&["init", "--migrations-dir", "db/sqlite", "--config", "conf/kinfolk.toml"]);
    assert!(other.path("conf/db/sqlite").is_dir());
    assert!(other.read("conf/kinfolk.toml").contains("migrations = \"db/sqlite\""));
    other.ok(&["migrate", "new", "a", "--config", "conf/kinfolk.toml"]);
    assert_eq!(fs::read_dir(other.path("conf/db/sqlite")).unwrap().count(), 2);
}

#[test]
fn a_broken_diesel_toml_is_said() {
    let folder = Folder::new();
    folder.write("diesel.toml", "[print_schema\n");
    folder.fails(&["init"], &["diesel.toml"]);
    assert!(!folder.path("kinfolk.toml").exists());
}

#[test]
fn what_is_commented_out_may_be_written() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    let text = folder.read("kinfolk.toml");
    let is_setting = |line: &str| line.starts_with(['[', '"']) || line.split(' ').nth(1) == Some("=");
    let written = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(setting) if is_setting(setting) => setting,
        _ => line,
    });
    let written = written.collect::<Vec<_>>().join("\n");
    assert!(written.lines().filter(|line| is_setting(line)).count() > 8, "{written}");
    kinfolk::codegen::Config::parse(&written, "kinfolk.toml".as_ref()).unwrap();
}
