use super::*;

fn cut(sql: &str) -> Vec<(usize, String)> {
    split(sql).into_iter().map(|it| (it.line, it.sql)).collect()
}

#[track_caller]
fn check(sql: &str, expected: &[(usize, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(line, sql)| (*line, (*sql).to_owned())).collect();
    assert_eq!(cut(sql), expected);
}

#[test]
fn nothing_is_no_statement() {
    check("", &[]);
    check(" \n;;\n ; -- c ; d\n /* ; */ \u{feff};", &[]);
    check("/* never closed ; SELECT 1;", &[]);
}

#[test]
fn lines_are_those_of_the_first_word() {
    check(
        "\u{feff}-- first\n\nSELECT 1;\r\n/* a\n;\nb */ SELECT\n 2 ; SELECT 3",
        &[(3, "SELECT 1;"), (6, "SELECT\n 2 ;"), (7, "SELECT 3")],
    );
}

#[test]
fn semicolons_in_quotes_and_comments_end_nothing() {
    for quoted in [
        "'a;b'",
        "'it''s;'",
        "\"a;b\"",
        "\"a\"\";\"",
        "`a;b`",
        "`a``;`",
        "[a;b]",
        "[a'; b]",
        "'--;'",
        "'/*;'",
        "x'3b'",
        "'\\'",
        "\"[;\"",
        "'é;ü'",
        "''''",
        "';\n;'",
    ] {
        let sql = format!("SELECT {quoted} AS a;");
        check(&format!("{sql} SELECT 2;"), &[(1, &sql), (1 + quoted.matches('\n').count(), "SELECT 2;")]);
    }
    check("SELECT 1 -- a; b\n + 1; SELECT 2", &[(1, "SELECT 1 -- a; b\n + 1;"), (2, "SELECT 2")]);
    check("SELECT 1 /* a; -- */ + 1; SELECT 2", &[(1, "SELECT 1 /* a; -- */ + 1;"), (1, "SELECT 2")]);
    check(
        "SELECT 1 /*/ ; */; SELECT 4 - -1; SELECT 8 / 2;",
        &[(1, "SELECT 1 /*/ ; */;"), (1, "SELECT 4 - -1;"), (1, "SELECT 8 / 2;")],
    );
}

#[test]
fn quotes_that_never_close_are_one_statement() {
    for open in ["'", "\"", "`", "["] {
        let sql = format!("SELECT {open}a; SELECT 2;");
        check(&sql, &[(1, &sql)]);
    }
}

#[test]
fn triggers_are_one_statement() {
    let body = "AFTER INSERT ON a WHEN new.x > 0 BEGIN\n\
                UPDATE a SET x = CASE WHEN x > 1 THEN 'end;' ELSE 0 END;\n\
                SELECT CASE 1 WHEN 1 THEN 2 END; -- END;\n\
                DELETE FROM \"end\"; /* ; END; */\n\
                INSERT INTO a SELECT 1 AS [END];\nEND";
    for create in
        ["CREATE TRIGGER", "create temp trigger", "CREATE /* ; */ TEMPORARY\nTRIGGER", "EXPLAIN CREATE TRIGGER"]
    {
        let trigger = format!("{create} t {body};");
        let found = cut(&format!("SELECT 1; {trigger} SELECT 2;"));
        assert_eq!(found.len(), 3, "{found:#?}");
        assert_eq!(found[1].1, trigger);
        assert_eq!(found[2].1, "SELECT 2;");
    }
    let last = format!("CREATE TRIGGER IF NOT EXISTS t {body}");
    check(&last, &[(1, &last)]);
    let spaced = format!("CREATE TRIGGER t {body}\n -- over\n ;");
    check(&spaced, &[(1, &spaced)]);
}

#[test]
fn only_triggers_have_a_body() {
    check("CREATE TABLE trigger_log (a); SELECT 1;", &[(1, "CREATE TABLE trigger_log (a);"), (1, "SELECT 1;")]);
    check(
        "CREATE VIEW \"TRIGGER\" AS SELECT 1; SELECT 1;",
        &[(1, "CREATE VIEW \"TRIGGER\" AS SELECT 1;"), (1, "SELECT 1;")],
    );
    check("DROP TRIGGER t; SELECT 1;", &[(1, "DROP TRIGGER t;"), (1, "SELECT 1;")]);
    check("CREATE TABLE \"create\"(trigger); SELECT 1;", &[(1, "CREATE TABLE \"create\"(trigger);"), (1, "SELECT 1;")]);
}

#[test]
fn transactions_are_seen() {
    let effects = |sql| split(sql).into_iter().map(|it| it.effect).collect::<Vec<_>>();
    use Effect::{Begin, End, None, Savepoint};
    assert_eq!(effects("begin; BEGIN IMMEDIATE; /* x */ Begin Transaction;"), [Begin, Begin, Begin]);
    assert_eq!(effects("COMMIT; END TRANSACTION; rollback; ROLLBACK TRANSACTION"), [End, End, End, End]);
    assert_eq!(
        effects("SAVEPOINT a; ROLLBACK TO a; ROLLBACK TRANSACTION TO a; RELEASE a"),
        [Savepoint, None, None, None]
    );
    assert_eq!(effects("SELECT 'BEGIN'; \"commit\"; INSERT INTO begin VALUES (1)"), [None, None, None]);
}

#[test]
fn the_foreign_keys_pragma_is_seen() {
    for off in ["= OFF", "=0", "(no)", " = 'false'", "= off -- really"] {
        assert_eq!(switches_foreign_keys(&format!("pragma foreign_keys {off};")), Some(false), "{off}");
    }
    for on in ["= ON", "=1", "(yes)", "= true"] {
        assert_eq!(switches_foreign_keys(&format!("PRAGMA /* c */ main.\"foreign_keys\" {on}")), Some(true), "{on}");
    }
    for other in
        ["PRAGMA foreign_keys;", "PRAGMA foreign_key_check(a)", "SELECT 1", "PRAGMA", "PRAGMA defer_foreign_keys = ON"]
    {
        assert_eq!(switches_foreign_keys(other), None, "{other}");
    }
}
