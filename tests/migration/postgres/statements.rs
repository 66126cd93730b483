//! Files in all the forms that PostgreSQL takes, on a real server.

use super::every_database::support::{Project, number, says, texts};

const ALL: &str = r#"
-- It's a comment; with a quote
/* outer /* inner; */ still; ' */
CREATE TABLE log (text TEXT);
CREATE FUNCTION plain() RETURNS TEXT LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO log VALUES ('plain;');
  RETURN $a$ it's; $$ $a$ || '';
END;
$$;
"#;

#[test]
fn every_form_of_a_body_and_a_text_runs() {
    let more = r#"
CREATE TABLE "odd;name" (id INTEGER, "a""b;" TEXT);
INSERT INTO log VALUES ('it''s;'), (E'it\'s; \\'), (U&'\0041;'), ($$;$$), ('a\');
DO $do$ BEGIN
  IF (SELECT count(*) FROM log) = 5 THEN
    INSERT INTO log VALUES (CASE WHEN true THEN 'done;' END);
  END IF;
END $do$;
CREATE FUNCTION twice(a INTEGER) RETURNS INTEGER LANGUAGE sql
BEGIN ATOMIC
  SELECT 1;
  SELECT CASE a WHEN 1 THEN CASE WHEN true THEN 2 END ELSE 2 * a END;
END;
CREATE PROCEDURE note(a TEXT) BEGIN ATOMIC INSERT INTO log VALUES (a); INSERT INTO log VALUES (a || ';'); END;
CREATE RULE also_log AS ON DELETE TO "odd;name" DO ALSO (
  INSERT INTO log VALUES ('rule;'); INSERT INTO log VALUES ('rule');
);
CREATE TYPE mood AS ENUM ('a;', 'b');
CALL note('called');
SELECT twice(21), 1 - -1;
DELETE FROM "odd;name"; -- the rule does the rest
"#;
    let project = Project::with(&[("1_a", ALL.replace("$a$ it's; $$ $a$", "'its;'").as_str(), ""), ("2_b", more, "")]);
    let done = project.run().unwrap();
    assert_eq!((done[0].statements, done[1].statements), (2, 10));
    let mut conn = project.connect();
    assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM log"), 10);
    assert_eq!(number(&mut conn, "SELECT twice(21)::bigint AS number"), 42);
    assert_eq!(texts(&mut conn, "SELECT text FROM log WHERE text LIKE '%\\\\'"), ["it's; \\", "a\\"]);
}

#[test]
fn a_dump_with_its_settings_runs() {
    // As `pg_dump` begins: afterwards nothing is found by its name alone, the history neither.
    let dump = "SET statement_timeout = 0;\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\n\
                SELECT pg_catalog.set_config('search_path', '', false);\nSET check_function_bodies = false;\n\
                CREATE TABLE public.a (id integer);\nALTER TABLE public.a OWNER TO CURRENT_USER;";
    let project = Project::with(&[("1_a", dump, ""), ("2_b", "CREATE TABLE b AS SELECT * FROM a;", "")]);
    let mut conn = project.connect();
    assert_eq!(project.source().run(&mut conn).unwrap().len(), 2);
    assert_eq!(project.tables(), ["a", "b"]);
    assert_eq!(texts(&mut conn, "SELECT current_setting('search_path') AS text"), ["\"$user\", public"]);
    assert_eq!(texts(&mut conn, "SELECT current_setting('lock_timeout') AS text"), ["0"]);
}

#[test]
fn the_line_is_that_of_the_position() {
    for (sql, line, words) in [
        ("CREATE TABLE x (id INTEGER);\nCREATE TABEL y (id INTEGER);", 2, "syntax error at or near \"TABEL\""),
        ("CREATE TABLE x (\n id INTEGER,\n é INTEGER,\n age INTEGR);", 4, "type \"integr\" does not exist"),
        ("SELECT\n 'é',\n nope\n FROM a;", 3, "column \"nope\" does not exist"),
        ("SELECT 1;\n\nSELECT idd\nFROM (SELECT 1 AS id) AS t;", 3, "hint: Perhaps you meant"),
        ("CREATE TABLE x (id INTEGER PRIMARY KEY);\nINSERT INTO x VALUES (1), (1);", 2, "Key (id)=(1) already exists"),
        ("CREATE TABLE x (id INTEGER;\nSELECT 1;", 1, "syntax error"),
        ("SELECT 'open;\n", 1, "unterminated quoted string"),
    ] {
        let project = Project::abc();
        project.write("2024-01-04-000000_x", "up.sql", sql);
        let error = project.run().unwrap_err();
        assert_eq!(error.line(), Some(line), "{error}");
        says(&error, &[words, "nothing of this migration was applied"]);
        assert_eq!(project.tables(), ["a", "b", "c"]);
    }
}

#[test]
fn what_only_psql_can_do_is_refused_before_anything_runs() {
    for (sql, line, words) in [
        ("CREATE TABLE x (id INTEGER);\nCOPY x (id) FROM stdin;\n1\n\\.\n", 2, "write INSERT statements"),
        ("CREATE TABLE x (id INTEGER);\nCOPY (SELECT 1) TO STDOUT;", 2, "cannot do"),
        ("CREATE TABLE x (id INTEGER);\n\n\\i other.sql\n", 3, "a command of psql"),
        ("\\connect other\n", 1, "a command of psql"),
    ] {
        let project = Project::abc();
        project.write("2024-01-04-000000_x", "up.sql", sql);
        let error = project.run().unwrap_err();
        says(&error, &["2024-01-04-000000_x/up.sql", words, "was not started"]);
        assert_eq!(error.line(), Some(line), "{error}");
        assert!(project.tables().is_empty());
    }
}
