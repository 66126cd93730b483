//! Where a file is cut into statements, compared with where SQLite itself cuts it.

use std::path::Path;

use diesel::sqlite::Sqlite;
use kinfolk::migration::Script;
use proptest::prelude::*;
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, Connection};

fn ours(sql: &str) -> Vec<(usize, String)> {
    let script = Script::parse::<Sqlite>("1_a", Path::new("1_a/up.sql"), sql).unwrap();
    script.statements().iter().map(|it| (it.line, it.sql.clone())).collect()
}

/// SQLite's statements begin with the blanks and comments before them; ours are found at their ends.
fn check(sql: &str) {
    let conn = Connection::open_in_memory().unwrap();
    conn.execute_batch("CREATE TABLE t (a, b, \"c;d\", [e f]);").unwrap();
    let ours = ours(sql);
    let mut ends = Vec::new();
    let mut batch = Batch::new(&conn, sql);
    while let Some(mut statement) = batch.next().unwrap_or_else(|error| panic!("{error} in {sql}")) {
        ends.push(statement.expanded_sql().unwrap());
        statement.raw_execute().ok();
    }
    assert_eq!(ends.len(), ours.len(), "{ends:#?} {ours:#?}");
    for (end, (line, text)) in ends.iter().zip(&ours) {
        assert!(end.ends_with(text.as_str()), "{text:?} is not the end of {end:?}");
        assert!(sql.lines().nth(line - 1).unwrap().contains(text.lines().next().unwrap()));
    }
}

const STATEMENTS: &[&str] = &[
    "INSERT INTO t (a) VALUES ('it''s; \"here\" -- no comment')",
    "SELECT \"c;d\", [e f] FROM t WHERE `a` = ';' /* ; END; */",
    "UPDATE t SET a = CASE WHEN b > 1 THEN 'x' ELSE 'END;' END",
    "SELECT 1 -- one; two\n , 2",
    "DELETE FROM t WHERE a = x'3b' OR a = 'é;'",
    "SELECT 4 - -1, 8 / 2, 'a' || \"b\"",
    "CREATE TRIGGER IF NOT EXISTS tr AFTER INSERT ON t BEGIN\nSELECT CASE 1 WHEN 1 THEN 2 END;\nDELETE FROM t WHERE a = 'END;'; -- END;\nEND",
    "CREATE TEMP TRIGGER IF NOT EXISTS ttr UPDATE ON t BEGIN SELECT 1; /* x */ END",
    "EXPLAIN SELECT 1",
    "PRAGMA foreign_keys",
    "WITH c AS (SELECT 1 AS begin_) SELECT * FROM c",
    "CREATE VIEW IF NOT EXISTS \"trigger;\" AS SELECT 1",
    "SAVEPOINT s",
    "SELECT '' , ''';''' , \"\"\"\" FROM (SELECT 1 AS \"\"\"\")",
];

const BETWEEN: &[&str] = &[";", " ;\n", ";\n\n", ";-- c;\n", ";/* ; ' */ ", "; ;\t;\r\n", "\n;\u{c} "];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn sqlite_cuts_at_the_same_places(
        parts in prop::collection::vec((prop::sample::select(STATEMENTS), prop::sample::select(BETWEEN)), 1..8),
        head in prop::sample::select(&["", "\u{feff}", "-- it's\n", "/* [ */", ";\n"]),
        is_open in any::<bool>(),
    ) {
        let mut sql = head.to_owned();
        for (statement, between) in &parts {
            sql += statement;
            sql += between;
        }
        if is_open {
            sql += "SELECT 'the last one has no semicolon'";
        }
        check(&sql);
    }
}
