use super::*;

fn cut(sql: &str) -> Vec<(usize, String)> {
    split(sql).into_iter().map(|it| (it.line, it.sql)).collect()
}

#[track_caller]
fn check(sql: &str, expected: &[(usize, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(line, sql)| (*line, (*sql).to_owned())).collect();
    assert_eq!(cut(sql), expected);
}

/// It is one statement, though others may follow.
#[track_caller]
fn whole(sql: &str) {
    let line = 1 + sql.matches('\n').count();
    check(&format!("{sql}; SELECT 2;"), &[(1, &format!("{sql};")), (line, "SELECT 2;")]);
}

#[test]
fn nothing_is_no_statement() {
    check("", &[]);
    check(" \n;;\n ; -- c ; d\n /* ; */ \u{feff};", &[]);
    check("/* never /* closed */ ; SELECT 1;", &[]);
}

#[test]
fn lines_are_those_of_the_first_word() {
    check(
        "-- first\n\nSELECT 1;\r\n/* a\n;\nb */ SELECT\n 2 ; SELECT 3",
        &[(3, "SELECT 1;"), (6, "SELECT\n 2 ;"), (7, "SELECT 3")],
    );
}

#[test]
fn semicolons_in_quotes_and_comments_end_nothing() {
    for quoted in [
        "'a;b'",
        "'it''s;'",
        "'\\'",
        "E'it\\'s;'",
        "e'\\\\'",
        "E'a''\\';'",
        "U&'\\0441;'",
        "\"a;b\"",
        "\"a\"\";\"",
        "$$a;b'$$",
        "$a$ $$;$$ $b$ ; $a$",
        "$é_1$;$é_1$",
        "B'1' || ';'",
        "'é;ü'",
        "''''",
        "';\n;'",
        "1 /* a; /* b; */ c; */",
        "1 -- a; ' $$\n",
        "1 - -1",
        "$1",
        "a$b$ + c$b$",
        "1 /*/ ; */",
    ] {
        whole(&format!("SELECT {quoted} AS a"));
    }
}

#[test]
fn quotes_that_never_close_are_one_statement() {
    for open in ["'", "\"", "$$", "$a$", "E'\\'"] {
        let sql = format!("SELECT {open}; SELECT 2;");
        check(&sql, &[(1, &sql)]);
    }
}

#[test]
fn backslashes_count_where_the_settings_say_so() {
    check(
        "SET standard_conforming_strings = off; SELECT 'it\\'s;'; SET SESSION standard_conforming_strings TO 'on'; SELECT '\\';",
        &[
            (1, "SET standard_conforming_strings = off;"),
            (1, "SELECT 'it\\'s;';"),
            (1, "SET SESSION standard_conforming_strings TO 'on';"),
            (1, "SELECT '\\';"),
        ],
    );
}

#[test]
fn bodies_are_one_statement() {
    whole("DO $$ BEGIN PERFORM 1; END; $$");
    whole("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN EXECUTE 'a;'; RETURN 1; END $f$");
    whole(
        "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql\nBEGIN ATOMIC\n  SELECT 1;\n  \
         SELECT CASE a WHEN 1 THEN CASE WHEN true THEN 2 END ELSE 3 END;\nEND",
    );
    whole("CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); END");
    whole("CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO u VALUES (1); DELETE FROM v)");
}

#[test]
fn only_routines_have_a_body() {
    check(
        "CREATE TABLE begin_ (atomic int); SELECT 1 AS begin;",
        &[(1, "CREATE TABLE begin_ (atomic int);"), (1, "SELECT 1 AS begin;")],
    );
}

#[test]
fn transactions_are_seen() {
    let effects = |sql| split(sql).into_iter().map(|it| it.effect).collect::<Vec<_>>();
    use Effect::{Begin, End, None, Savepoint};
    assert_eq!(effects("begin; START TRANSACTION READ ONLY; BEGIN WORK;"), [Begin, Begin, Begin]);
    assert_eq!(effects("COMMIT; END; rollback; ABORT; PREPARE TRANSACTION 'a'"), [End; 5]);
    assert_eq!(
        effects("SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO a; RELEASE a; COMMIT PREPARED 'a'"),
        [Savepoint, None, None, None, None]
    );
    assert_eq!(effects("SELECT 'BEGIN'; PREPARE p AS SELECT 1; START_ ; INSERT INTO begin_ VALUES (1)"), [None; 4]);
}

#[test]
fn what_only_psql_knows_is_told() {
    let told = |sql| split(sql).into_iter().map(|it| matches!(it.effect, Effect::Unsupported(_))).collect::<Vec<_>>();
    assert_eq!(told("SELECT 1;\n\\connect other\nSELECT 2;\n\\i a.sql"), [false, true, false, true]);
    assert_eq!(told("COPY t (a, b) FROM stdin;"), [true]);
    assert_eq!(told("COPY (SELECT a FROM stdin) TO STDOUT WITH (FORMAT csv);"), [true]);
    assert_eq!(
        told("COPY t FROM '/tmp/stdin'; SELECT a FROM stdin; COPY (SELECT a FROM stdin) TO '/tmp/a';"),
        [false; 3]
    );
    check("\\d t\nSELECT 1;", &[(1, "\\d t"), (2, "SELECT 1;")]);
}
