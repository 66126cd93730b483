//! Files in all the forms that the `mysql` client takes, on a real server.

use super::every_database::support::{Project, number, says, texts};

const ROUTINES: &str = r#"
# It's a comment; with a quote
-- It's another; one
CREATE TABLE log (text VARCHAR(100), `odd;name` INTEGER) COMMENT 'it\'s; "odd"';
CREATE PROCEDURE note(word VARCHAR(100), times INTEGER) COMMENT 'a;b'
BEGIN
  DECLARE i INTEGER DEFAULT 0;
  IF times > 3 THEN SET times = IF(times > 5, 5, 3); ELSEIF times < 0 THEN SET times = 0; END IF;
  again: LOOP
    IF i >= times THEN LEAVE again; END IF;
    SET i = i + 1; -- END LOOP;
    CASE i WHEN 1 THEN INSERT INTO log (text) VALUES (CONCAT(word, ';')); ELSE INSERT INTO log (text) VALUES (word); END CASE;
  END LOOP again;
  WHILE i > 0 DO SET i = i - 1; END WHILE;
  REPEAT SET i = i + 1; UNTIL i > 2 END REPEAT;
  BEGIN SELECT CASE WHEN i = 3 THEN REPEAT('x', 2) ELSE 'y' END; END;
END;
CREATE FUNCTION twice(a INTEGER) RETURNS INTEGER DETERMINISTIC BEGIN RETURN IF(a > 0, 2 * a, 0); END;
CREATE FUNCTION thrice(a INTEGER) RETURNS INTEGER DETERMINISTIC RETURN 3 * a;
CREATE TRIGGER lower_ BEFORE INSERT ON log FOR EACH ROW IF NEW.text IS NOT NULL THEN SET NEW.text = LOWER(NEW.text); END IF;
CALL note('A', 9);
"#;

const CLIENT: &str = r#"
DELIMITER //
CREATE TRIGGER after_ AFTER DELETE ON log FOR EACH ROW
BEGIN
  INSERT INTO gone VALUES (OLD.text);
END//
CREATE TABLE gone (text VARCHAR(100)) //
delimiter ;
/*!40101 SET @saved = @@sql_mode */;
/*!50003 CREATE*/ /*!50017 DEFINER=CURRENT_USER*/ /*!50003 TRIGGER second BEFORE DELETE ON log FOR EACH ROW BEGIN SET @a = 1; SET @b = 2; END */;
/*!99999 CREATE TABLE never (id INTEGER); */;
DELETE FROM log WHERE text = "a";
"#;

#[test]
fn every_form_of_a_body_and_a_text_runs() {
    let project = Project::with(&[("1_a", ROUTINES, ""), ("2_b", CLIENT, "")]);
    let done = project.run().unwrap();
    assert_eq!((done[0].statements, done[1].statements), (6, 6));
    let mut conn = project.connect();
    assert_eq!(texts(&mut conn, "SELECT text FROM log"), ["a;"]);
    assert_eq!(number(&mut conn, "SELECT count(*) AS number FROM gone"), 4);
    assert_eq!(number(&mut conn, "SELECT CAST(twice(2) + thrice(3) AS SIGNED) AS number"), 13);
    assert_eq!(project.tables(), ["gone", "log"]);
}

#[test]
fn what_only_mariadb_knows_runs_there() {
    let project = Project::new();
    let version = texts(&mut project.connect(), "SELECT VERSION() AS text").remove(0);
    let sql = "/*M!100100 CREATE TABLE m (id INTEGER) */;\n";
    project.write("1_a", "up.sql", sql);
    project.run().unwrap();
    let is_mariadb = version.contains("MariaDB");
    assert_eq!(project.tables().len(), usize::from(is_mariadb), "{version}");
    if is_mariadb {
        let block = "BEGIN NOT ATOMIC\n DECLARE i INTEGER DEFAULT 0;\n FOR j IN 1..3 DO SET i = i + j; END FOR;\n\
                     IF i = 6 THEN INSERT INTO m VALUES (i); END IF;\nEND;\nINSERT INTO m VALUES (7);";
        project.write("2_b", "up.sql", block);
        assert_eq!(project.run().unwrap()[0].statements, 2);
        assert_eq!(number(&mut project.connect(), "SELECT count(*) AS number FROM m"), 2);
    }
}

#[test]
fn an_error_after_the_first_result_is_not_lost() {
    let routine =
        "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too late'; END;\n";
    let project = Project::with(&[("1_a", routine, ""), ("2_b", "\nCALL p();", "")]);
    let error = project.run().unwrap_err();
    says(&error, &["2_b/up.sql:2", "too late"]);
    assert_eq!(project.applied(), ["1"]);

    let project = Project::with(&[("1_a", "DELIMITER //\nSELECT 1; SELECT 2; SELECT nope //", "")]);
    says(&project.run().unwrap_err(), &["1_a/up.sql:2", "nope"]);
}

#[test]
fn the_line_is_that_of_the_mistake() {
    for (sql, line, words) in [
        ("CREATE TABEL y (id INTEGER);", 1, "syntax"),
        ("-- first\nCREATE TABLE x (\n id INTEGER,\n name INTEGER NOT NUL\n);", 4, "syntax"),
        ("SELECT\n 1,\n nope\n FROM a;", 3, "Unknown column 'nope'"),
        ("SELECT\n *\n FROM\n nope;", 4, "doesn't exist"),
        ("SELECT 'open;\n", 1, "syntax"),
    ] {
        let project = Project::abc();
        project.write("2024-01-04-000000_x", "up.sql", sql);
        let error = project.run().unwrap_err();
        assert_eq!(error.line(), Some(line), "{error}");
        says(&error, &[words]);
    }
}

#[test]
fn what_only_the_client_can_do_is_refused_before_anything_runs() {
    for (sql, line, words) in [
        ("CREATE TABLE x (id INTEGER);\n\\. other.sql\n", 2, "a command of the mysql client"),
        ("CREATE TABLE x (id INTEGER);\nDELIMITER\nSELECT 1;", 2, "names no delimiter"),
    ] {
        let project = Project::abc();
        project.write("2024-01-04-000000_x", "up.sql", sql);
        let error = project.run().unwrap_err();
        says(&error, &["2024-01-04-000000_x/up.sql", words, "was not started"]);
        assert_eq!(error.line(), Some(line), "{error}");
        assert!(project.tables().is_empty());
    }
}
