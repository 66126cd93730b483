//! Where migrations are run to see what they make, on servers.

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::project::{Project, on_each_server};
use super::support::answer;

on_each_server! {
    nothing_is_left_behind
    a_migration_that_fails_leaves_nothing
    what_is_in_use_stays_and_what_a_killed_run_left_is_removed
    an_empty_database_is_used_and_emptied
    runs_in_one_database_take_turns
    a_database_that_is_not_empty_is_refused
    a_killed_run_in_a_given_database_is_cleaned_up_after
    a_server_is_used_for_scratch_databases
    without_the_permission_a_private_server_is_used
    without_a_database_a_private_server_is_used
    off_is_off
    where_it_is_said
}

fn start(folder: &Project, args: &[&str]) -> Child {
    folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for it, for a while.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        sleep(Duration::from_millis(20));
    }
}

fn nothing_is_left_behind(folder: &Project) {
    folder.execute("CREATE TABLE users (kept INTEGER PRIMARY KEY)");
    folder.execute("INSERT INTO users VALUES (42)");
    let child = start(folder, &["schema", "generate"]);
    let process = child.id();
    let answer = answer(child.wait_with_output().unwrap());
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(folder.read("src/schema.rs").contains("articles (id)"));
    assert_eq!(folder.scratch_databases(process), [""; 0]);
    assert_eq!(folder.tables_and_history(), ["users"]);
    assert_eq!(folder.texts("SELECT CAST(kept AS CHAR(2)) AS text FROM users"), ["42"]);
}

fn a_migration_that_fails_leaves_nothing(folder: &Project) {
    folder.migration("3_bad", "CREATE TABLE t (id INTEGER);\nINSERT INTO nowhere VALUES (1);", "");
    let child = start(folder, &["schema", "generate", "--json"]);
    let process = child.id();
    let answer = answer(child.wait_with_output().unwrap());
    let data: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!((answer.code, &data["error"]["line"]), (1, &2.into()), "{data}");
    assert!(
        data["error"]["message"]
            .as_str()
            .unwrap()
            .contains("nothing of this migration was applied. It was run in a scratch database"),
        "{data}"
    );
    assert_eq!(folder.scratch_databases(process), [""; 0]);
    assert!(folder.tables_and_history().is_empty());
}

fn what_is_in_use_stays_and_what_a_killed_run_left_is_removed(folder: &Project) {
    let other = ["schema", "print", "--migrations-dir", "other"];
    folder.write("other/1_a/up.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY);");
    let of_charset = |name: &str| match folder.backend() {
        "mysql" => folder.texts(&format!(
            "SELECT concat(default_character_set_name, ' ', default_collation_name) AS text \
             FROM information_schema.schemata WHERE schema_name = '{name}'"
        )),
        _ => folder.texts(&format!(
            "SELECT concat_ws(' ', encoding, datcollate, datctype) AS text FROM pg_database WHERE datname = '{name}'"
        )),
    };
    if folder.backend() == "mysql" {
        // Not what the server would choose.
        folder.execute(&format!("ALTER DATABASE `{}` CHARACTER SET latin1 COLLATE latin1_german1_ci", folder.name()));
    }

    folder.migration("3_slow", &format!("CREATE TABLE t (id INTEGER);\n{}", folder.slow()), "");
    let mut slow = start(folder, &["schema", "generate"]);
    let process = slow.id();
    until("there is no scratch database", || !folder.scratch_databases(process).is_empty());
    let scratch = folder.scratch_databases(process);
    assert_eq!(of_charset(&scratch[0]), of_charset(&folder.name()));

    assert!(folder.ok(&other).contains("a (id)"));
    assert_eq!(folder.scratch_databases(process), scratch, "one that is in use was dropped");

    // SIGKILL.
    slow.kill().unwrap();
    slow.wait().unwrap();
    until("what the killed run left is still there", || {
        folder.ok(&other);
        folder.scratch_databases(process).is_empty()
    });
}

fn an_empty_database_is_used_and_emptied(folder: &Project) {
    if folder.backend() == "postgres" {
        folder.migration(
            "3_more",
            "CREATE SCHEMA audit; CREATE TABLE audit.log (id INTEGER PRIMARY KEY);
             CREATE TYPE mood AS ENUM ('happy'); CREATE TYPE pair AS (a INTEGER, b INTEGER); CREATE DOMAIN age AS INTEGER;
             CREATE SEQUENCE numbers; CREATE VIEW names AS SELECT name FROM users;
             CREATE MATERIALIZED VIEW \"All Names\" AS SELECT name FROM users;
             CREATE FUNCTION one(INTEGER, mood) RETURNS INTEGER LANGUAGE sql AS 'SELECT 1';
             CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1'; CREATE AGGREGATE total(INTEGER) (SFUNC = int4pl, STYPE = INTEGER);
             CREATE OPERATOR === (LEFTARG = INTEGER, RIGHTARG = INTEGER, FUNCTION = int4eq);
             CREATE COLLATION plain (LOCALE = 'C'); CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
             CREATE STATISTICS more ON id, name FROM users; CREATE EXTENSION citext;",
            "",
        );
    } else {
        folder.migration(
            "3_more",
            "CREATE VIEW names AS SELECT name FROM users;
             CREATE FUNCTION one() RETURNS INTEGER DETERMINISTIC RETURN 1;
             CREATE PROCEDURE nothing() SELECT 1;",
            "",
        );
    }
    // A user who may not create databases.
    let user = folder.user("pass/w@rd");
    let url = user.url(|_| ());
    folder.write(".env", "");
    let args = ["schema", "generate", "--shadow", &url, "--migrations-dir", "migrations"];
    // The URL of the shadow does not say what the project is for.
    folder.write("kinfolk.toml", format!("[schema]\nfile = \"src/schema.rs\"\nbackend = \"{}\"\n", folder.backend()));
    folder.ok(&args);
    assert!(folder.read("src/schema.rs").contains("articles (id)"));
    assert!(!folder.read("src/schema.rs").contains("shadow"));
    assert!(folder.tables_and_history().is_empty());
    // Everything is gone, or it would be refused.
    assert_eq!(folder.json(0, &args)["changed"], false);
    folder.migration("4_bad", "nonsense;", "");
    folder.fails(&args, &["4_bad/up.sql:1"]);
    assert!(folder.tables_and_history().is_empty());
}

fn runs_in_one_database_take_turns(folder: &Project) {
    let url = folder.url();
    let runs: Vec<_> = (0..3).map(|_| start(folder, &["schema", "print", "--shadow", &url])).collect();
    for run in runs {
        let answer = answer(run.wait_with_output().unwrap());
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.out.contains("articles (id)"));
    }
    assert!(folder.tables_and_history().is_empty());
}

fn a_database_that_is_not_empty_is_refused(folder: &Project) {
    folder.execute("CREATE TABLE mine (id INTEGER)");
    let url = folder.url();
    let args = ["schema", "generate", "--shadow", &url];
    folder.fails(&args, &[&folder.name(), &folder.place(), "is not empty", "mine"]);
    let error = folder.json(1, &args)["error"].clone();
    assert_eq!(error["kind"], "shadow_not_empty");
    assert_eq!((error["server"].as_str(), error["database"].as_str()), (Some(&*folder.place()), Some(&*folder.name())));
    assert_eq!(folder.tables_and_history(), ["mine"]);
    folder.execute("DROP TABLE mine");
    folder.execute("CREATE VIEW seen AS SELECT 1 AS one");
    folder.fails(&args, &["is not empty", "seen"]);
}

fn a_killed_run_in_a_given_database_is_cleaned_up_after(folder: &Project) {
    let url = folder.url();
    folder.migration("3_slow", folder.slow(), "");
    let mut slow = start(folder, &["schema", "print", "--shadow", &url]);
    until("no migration has run", || folder.tables().contains(&"articles".to_owned()));
    slow.kill().unwrap();
    slow.wait().unwrap();
    assert!(folder.tables().contains(&"articles".to_owned()), "nothing has been left");
    folder.migration("3_slow", "CREATE TABLE t (id INTEGER PRIMARY KEY);", "");
    assert!(folder.ok(&["schema", "print", "--shadow", &url]).contains("t (id)"));
    assert!(folder.tables_and_history().is_empty());
}

fn a_server_is_used_for_scratch_databases(folder: &Project) {
    folder.execute("CREATE TABLE mine (id INTEGER)");
    folder.write(".env", "");
    folder.write("kinfolk.toml", format!("[schema]\nbackend = \"{}\"\n", folder.backend()));
    let server = folder.server();
    assert!(folder.ok(&["schema", "print", "--shadow", &server]).contains("articles (id)"));

    let user = folder.user("pass/w@rd");
    let url = user.url(|url| url.set_path(""));
    let answer =
        folder.fails(&["schema", "print", "--shadow", &url], &[&folder.place(), "no scratch database can be created"]);
    assert!(!answer.err.contains("w@rd") && !answer.err.contains("w%40rd"), "{}", answer.err);
    let data = folder.json(1, &["schema", "print", "--shadow", &url]);
    assert_eq!(
        (&data["error"]["kind"], &data["error"]["server"]),
        (&"permission_denied".into(), &folder.place().into())
    );
    assert_eq!(folder.tables_and_history(), ["mine"]);
}

fn without_the_permission_a_private_server_is_used(folder: &Project) {
    let user = folder.user("pass/w@rd");
    let url = user.url(|_| ());
    folder.write(".env", "");
    let out = folder.ok(&["migrate", "run", "--database-url", &url]);
    assert!(out.contains("applied  2024-01-02-000000_articles") && out.contains("wrote    src/schema.rs"), "{out}");
    assert_eq!(folder.tables(), ["articles", "users"]);
}

fn without_a_database_a_private_server_is_used(folder: &Project) {
    folder.write(".env", "");
    folder.write("kinfolk.toml", format!("[schema]\nbackend = \"{}\"\n", folder.backend()));
    folder.migration(
        "3_words",
        "CREATE TABLE words (word VARCHAR(20) PRIMARY KEY, other VARCHAR(20) DEFAULT 'größe ☂');",
        "",
    );
    assert!(folder.ok(&["schema", "print"]).contains("words (word)"));
}

fn off_is_off(folder: &Project) {
    folder.fails(&["schema", "generate", "--shadow", "off"], &["--shadow off", "--from database"]);
    assert_eq!(folder.json(1, &["schema", "check", "--shadow", "off"])["error"]["kind"], "shadow_off");
    let data = folder.json(0, &["migrate", "run", "--shadow", "off"]);
    assert_eq!((data["applied"].as_array().unwrap().len(), &data["schema"]), (2, &serde_json::Value::Null));
    assert!(!folder.path("src/schema.rs").exists());
    folder.ok(&["schema", "generate", "--shadow", "off", "--from", "database"]);
}

fn where_it_is_said(folder: &Project) {
    let config = |shadow: &str| {
        folder.write("kinfolk.toml", format!("[schema]\nmigrations = \"migrations\"\nshadow = \"{shadow}\"\n"));
    };
    let print = ["schema", "print", "--json"];
    config("off");
    assert_eq!(folder.json(1, &print[..2])["error"]["kind"], "shadow_off");
    let nowhere = folder.url_with(|url| url.set_port(Some(1)).unwrap());
    let env = answer(folder.command(&print).env("KINFOLK_SHADOW", &nowhere).output().unwrap());
    assert!(env.code == 1 && env.out.contains("server_unreachable"), "{}", env.out);
    let flag = folder.command(&[&print[..], &["--shadow", "auto"]].concat()).env("KINFOLK_SHADOW", "off").output();
    assert_eq!(answer(flag.unwrap()).code, 0);
    let other = match folder.backend() {
        "mysql" => "postgres://me:q7x9@h/app",
        _ => "mysql://me:q7x9@h/app",
    };
    let refused = folder.fails(&["schema", "print", "--shadow", other], &["the URL is one of", "not of"]);
    assert!(!refused.err.contains("q7x9"), "{}", refused.err);
    config("somewhere");
    folder.fails(&["schema", "print"], &["--shadow", "postgres://"]);
}
