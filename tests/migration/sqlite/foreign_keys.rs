//! `PRAGMA foreign_keys` in migrations.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::every_database::support::{Project, number, says};

const TABLES: &str = "
CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE);
INSERT INTO parents (id) VALUES (1), (2);
INSERT INTO children (parent_id) VALUES (1), (1), (2);
";

/// What SQLite's manual says to do to change a table: without the pragma, dropping the old one deletes its children.
const REBUILD: &str = "
PRAGMA foreign_keys = OFF;
CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '');
INSERT INTO new_parents (id) SELECT id FROM parents;
DROP TABLE parents;
ALTER TABLE new_parents RENAME TO parents;
PRAGMA foreign_keys = ON;
";

fn foreign_keys(conn: &mut SqliteConnection) -> i64 {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        foreign_keys: i64,
    }
    diesel::sql_query("PRAGMA foreign_keys").get_result::<Row>(conn).unwrap().foreign_keys
}

#[test]
fn rebuilding_a_table_keeps_its_children() {
    for on in ["ON", "OFF"] {
        let project =
            Project::with(&[("1_a", TABLES, "DROP TABLE children; DROP TABLE parents;"), ("2_b", REBUILD, "")]);
        let mut conn = project.connect();
        conn.batch_execute(&format!("PRAGMA foreign_keys = {on}")).unwrap();
        assert_eq!(project.source().run(&mut conn).unwrap().len(), 2);
        assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM children"), 3);
        assert_eq!(foreign_keys(&mut conn), i64::from(on == "ON"));
    }
}

#[test]
fn a_new_violation_undoes_the_migration() {
    let project = Project::with(&[("1_a", TABLES, ""), ("2_b", "PRAGMA foreign_keys = OFF; DELETE FROM parents;", "")]);
    let mut conn = project.connect();
    let error = project.source().run(&mut conn).unwrap_err();
    says(&error, &["2_b/up.sql", "children", "parents", "and 2 more", "undone"]);
    assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM parents"), 2);
    assert_eq!(foreign_keys(&mut conn), 1);
}

#[test]
fn violations_from_before_are_not_its_fault() {
    let project = Project::with(&[("1_a", TABLES, "")]);
    let mut conn = project.connect();
    project.source().run(&mut conn).unwrap();
    conn.batch_execute(
        "PRAGMA foreign_keys = OFF; INSERT INTO children (parent_id) VALUES (99); PRAGMA foreign_keys = ON",
    )
    .unwrap();
    project.write("2_b", "up.sql", REBUILD);
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 1);
}

#[test]
fn in_a_transaction_of_the_caller_it_is_refused() {
    let project = Project::with(&[("1_a", TABLES, ""), ("2_b", REBUILD, "")]);
    let mut conn = project.connect();
    conn.begin_test_transaction().unwrap();
    says(&project.source().run(&mut conn).unwrap_err(), &["2_b/up.sql:2", "foreign keys"]);
    assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM children"), 3);
}

#[test]
fn the_setting_is_put_back_after_a_failure() {
    let project = Project::with(&[("1_a", TABLES, ""), ("2_b", "PRAGMA foreign_keys = OFF;\nnonsense;", "")]);
    project.write("2_b", "metadata.toml", "run_in_transaction = false");
    let mut conn = project.connect();
    project.source().run(&mut conn).unwrap_err();
    assert_eq!(foreign_keys(&mut conn), 1);
}

#[test]
fn foreign_keys_that_contradict_the_tables_are_no_obstacle_unless_they_are_new() {
    let mismatch = "CREATE TABLE odd (name TEXT REFERENCES parents (name));";
    let project = Project::with(&[("1_a", TABLES, ""), ("2_odd", mismatch, ""), ("3_b", REBUILD, "")]);
    let done = project.run();
    assert!(done.is_ok(), "{done:?}");

    let project = Project::with(&[("1_a", TABLES, ""), ("2_b", &format!("PRAGMA foreign_keys = OFF; {mismatch}"), "")]);
    let error = project.run().unwrap_err();
    says(&error, &["2_b/up.sql", "cannot check", "mismatch", "undone"]);
}
