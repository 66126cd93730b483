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
    check(" \n;;\n ; -- c ; d\n /* ; */ # e ;\n;--", &[]);
    check("/* never closed ; SELECT 1;", &[]);
}

#[test]
fn semicolons_in_quotes_and_comments_end_nothing() {
    for quoted in [
        "'a;b'",
        "'it''s;'",
        "'it\\'s;'",
        "'\\\\'",
        "\"a;b\"",
        "\"a\\\";\"",
        "`a;b`",
        "`a``;`",
        "`\\`",
        "'é;ü'",
        "''''",
        "';\n;'",
        "1 # a; '\n",
        "1 -- a; '\n",
        "1 --\n",
        "1 /* a; ' */",
        "/*+ a; */ 1",
        "4--1",
        "8 / 2",
        "/*!50000 ';' , */ 1",
        "/*M!100100 1 + */ 1",
    ] {
        whole(&format!("SELECT {quoted} AS a"));
    }
}

#[test]
fn quotes_that_never_close_are_one_statement() {
    for open in ["'", "\"", "`", "'\\'"] {
        let sql = format!("SELECT {open}; SELECT 2;");
        check(&sql, &[(1, &sql)]);
    }
}

#[test]
fn conditional_comments_belong_to_their_statement() {
    check("/*!40101 SET NAMES utf8 */;\nSELECT 1;", &[(1, "/*!40101 SET NAMES utf8 */;"), (2, "SELECT 1;")]);
    whole(
        "/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END */",
    );
}

#[test]
fn bodies_are_one_statement() {
    for body in [
        "BEGIN SELECT 1; SELECT 2; END",
        "BEGIN IF a THEN SELECT 1; ELSEIF b THEN SELECT 2; ELSE SELECT 3; END IF; SELECT 4; END",
        "BEGIN IF a THEN SELECT 1; ELSE IF b THEN SELECT 2; END IF; END IF; SELECT 4; END",
        "BEGIN SELECT IF(a, b, c); SET x = IF(a, IF(b, 1, 2), 3); SELECT 1; END",
        "BEGIN SELECT CASE a WHEN 1 THEN IF(b, 1, 2) ELSE REPEAT('x', 3) END; SELECT 1; END",
        "BEGIN SELECT CASE WHEN a THEN CASE WHEN b THEN 1 END ELSE 2 END; SELECT 1; END",
        "BEGIN CASE a WHEN 1 THEN SELECT 1; ELSE IF b THEN SELECT 2; END IF; END CASE; SELECT 1; END",
        "BEGIN a: LOOP SET x = x + 1; IF x > 3 THEN LEAVE a; END IF; END LOOP a; SELECT 1; END",
        "BEGIN WHILE x < 3 DO SET x = x + 1; IF x THEN ITERATE a; END IF; END WHILE; SELECT 1; END",
        "BEGIN REPEAT IF a THEN SELECT 1; END IF; SET x = REPEAT('a', 2); UNTIL x END REPEAT; SELECT 1; END",
        "BEGIN FOR i IN 1..3 DO SELECT i; END FOR; SELECT 1; END",
        "BEGIN DECLARE c CURSOR FOR SELECT 1; DECLARE CONTINUE HANDLER FOR NOT FOUND SET d = 1; SELECT 1; END",
        "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; SELECT 1 FOR UPDATE; SELECT 1; END",
        "BEGIN DROP TABLE IF EXISTS t; CREATE TABLE IF NOT EXISTS t (a INT); INSERT INTO t VALUES (1); END",
        "x: BEGIN y: BEGIN SELECT 1; END y; SELECT 'END;'; END x",
        "BEGIN # END;\n SELECT 1; -- END;\n SELECT `end;`; /* END; */ SELECT 1; END",
    ] {
        for create in [
            "CREATE PROCEDURE p(a INT, OUT b INT)",
            "create or replace definer=`root`@`localhost` procedure if not exists p() comment 'a;b' sql security invoker",
            "CREATE DEFINER = event@localhost FUNCTION f(a INT) RETURNS INT DETERMINISTIC READS SQL DATA",
            "CREATE TRIGGER t BEFORE INSERT ON `a` FOR EACH ROW",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO",
            "ALTER EVENT e DO",
        ] {
            whole(&format!("{create} {body}"));
        }
    }
    whole("BEGIN NOT ATOMIC DECLARE x INT; IF 1 THEN SELECT 1; END IF; END");
}

#[test]
fn a_body_need_not_be_a_block() {
    whole("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW SET NEW.x = IF(NEW.y, 1, 2)");
    whole("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW IF NEW.x THEN SET NEW.y = 1; END IF");
    whole("CREATE PROCEDURE p() WHILE a DO SELECT 1; END WHILE");
    whole("CREATE FUNCTION f() RETURNS INT RETURN CASE WHEN 1 THEN 2 END");
    whole("CREATE FUNCTION f() RETURNS INT DETERMINISTIC CASE a WHEN 1 THEN RETURN 1; END CASE");
}

#[test]
fn only_routines_have_a_body() {
    for other in [
        "CREATE TABLE event (`trigger` INT, begin_ INT)",
        "CREATE DEFINER = a@b VIEW procedure_ AS SELECT CASE WHEN 1 THEN 2 END AS a",
        "DROP PROCEDURE p",
        "SELECT 1 AS `begin`",
        "DROP TABLE IF EXISTS t",
    ] {
        whole(other);
    }
}

#[test]
fn delimiters_are_those_of_the_client() {
    check(
        "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nSELECT 1;\nSELECT 2 //\ndelimiter ;\nSELECT 3;",
        &[(2, "CREATE PROCEDURE p() BEGIN SELECT 1; END"), (3, "SELECT 1;\nSELECT 2"), (6, "SELECT 3;")],
    );
    check("DELIMITER $$ \nSELECT 'a$$b' AS a$$ SELECT 2$$", &[(2, "SELECT 'a$$b' AS a"), (2, "SELECT 2")]);
    check(
        "DELIMITER ;;\n/*!50003 CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END */;;\nDELIMITER ;",
        &[(2, "/*!50003 CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.x = 1; END */")],
    );
    let told = split("DELIMITER\nSELECT 1;");
    assert!(matches!(told[0].effect, Effect::Unsupported(_)), "{told:?}");
    assert_eq!(split("\\. file.sql\nSELECT 1;").len(), 2);
}

#[test]
fn transactions_are_seen() {
    let effects = |sql| split(sql).into_iter().map(|it| it.effect).collect::<Vec<_>>();
    use Effect::{Begin, End, None, Savepoint};
    assert_eq!(effects("begin; START TRANSACTION; BEGIN WORK;"), [Begin; 3]);
    assert_eq!(effects("COMMIT; rollback; ROLLBACK WORK"), [End; 3]);
    assert_eq!(
        effects("SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO SAVEPOINT a; BEGIN NOT ATOMIC SELECT 1; END;"),
        [Savepoint, None, None, None]
    );
}

#[test]
fn what_can_fail_in_the_middle_is_known() {
    for sql in ["CALL p()", "DROP TABLE a, b", "BEGIN NOT ATOMIC SELECT 1; END", "SELECT 1; SELECT 2"] {
        assert!(may_be_partial(sql), "{sql}");
    }
    for sql in ["DROP TABLE a;", "CREATE TABLE a (b INT, c INT);", "CREATE PROCEDURE p() BEGIN SELECT 1; END;"] {
        assert!(!may_be_partial(sql), "{sql}");
    }
}
