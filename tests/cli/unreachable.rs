//! Databases of servers that cannot be had, and the URLs of those that can. Passwords are never shown.

use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::project::{Project, encoded, on_each_server};
use super::support::{Answer, Folder, answer};

on_each_server! {
    a_server_that_is_down
    a_database_that_is_not_there
    a_database_that_one_may_not_use
    a_connection_that_is_lost
    a_password_with_special_characters
    urls_that_cannot_be_read
    the_configuration_says_another_database
    sockets
    init_writes_what_the_url_is_for
}

/// Needs percent-encoding, and no part of it is in any message by chance.
const PASSWORD: &str = "q7/@x9:%#?z5 k3";

#[track_caller]
fn says_no_password(answer: &Answer) {
    let said = format!("{}{}", answer.out, answer.err);
    for part in ["q7", "x9", "z5", "k3"] {
        assert!(!said.contains(part), "`{part}` is in: {said}");
    }
}

/// The error of each command that connects, in words and in JSON.
#[track_caller]
fn each_command(folder: &Folder, url: &str, kind: &str, words: &[&str]) {
    for args in [
        &["migrate", "status"][..],
        &["migrate", "run"],
        &["migrate", "revert"],
        &["schema", "print", "--from", "database"],
    ] {
        let args = [args, &["--database-url", url]].concat();
        let answer = folder.fails(&args, words);
        says_no_password(&answer);
        assert_eq!(answer.err.lines().count(), 1, "{}", answer.err);
        let answer = folder.run(&[&args[..], &["--json"]].concat());
        says_no_password(&answer);
        let data: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        assert_eq!((answer.code, &data["error"]["kind"]), (1, &kind.into()), "{data}");
    }
}

fn a_server_that_is_down(folder: &Project) {
    let url = folder.url_with(|url| {
        url.set_username("somebody").unwrap();
        url.set_password(Some(&encoded(PASSWORD))).unwrap();
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(1)).unwrap();
    });
    each_command(folder, &url, "server_unreachable", &["127.0.0.1:1", "Start it"]);
    let data = folder.json(1, &["schema", "generate", "--database-url", &url]);
    assert_eq!(
        (&data["error"]["kind"], &data["error"]["server"]),
        (&"server_unreachable".into(), &"127.0.0.1:1".into())
    );
    let url = folder.url_with(|url| url.set_host(Some("no.such.host.invalid")).unwrap());
    each_command(folder, &url, "server_unreachable", &["no.such.host.invalid", "host"]);
}

fn a_database_that_is_not_there(folder: &Project) {
    let missing = folder.name() + "_missing";
    let url = folder.url_with(|url| url.set_path(&missing));
    each_command(folder, &url, "no_such_database", &[&folder.place(), &missing, "CREATE DATABASE"]);
    // The schema needs the server only.
    assert!(folder.ok(&["schema", "print", "--database-url", &url]).contains("articles (id)"));
}

fn a_database_that_one_may_not_use(folder: &Project) {
    let user = folder.user(PASSWORD);
    let other = folder.another();
    if folder.backend() == "postgres" {
        other.execute(&format!("REVOKE CONNECT ON DATABASE \"{}\" FROM PUBLIC", other.name()));
    }
    let url = user.url(|url| url.set_path(&other.name()));
    each_command(folder, &url, "permission_denied", &[&folder.place(), &other.name(), "permission"]);
}

fn a_connection_that_is_lost(folder: &Project) {
    folder.migration("3_slow", &format!("CREATE TABLE t (id INTEGER);\n{}", folder.slow()), "");
    let mut command = folder.command(&["migrate", "run", "--json"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let find = match folder.backend() {
        "mysql" => {
            "SELECT concat('KILL ', id) AS text FROM information_schema.processlist \
             WHERE db = database() AND info LIKE 'DO sleep%'"
        }
        _ => {
            "SELECT format('SELECT pg_terminate_backend(%s)', pid) AS text FROM pg_stat_activity \
             WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep(60)%'"
        }
    };
    let began = Instant::now();
    let kill = loop {
        match folder.texts(find).pop() {
            Some(kill) => break kill,
            None => assert!(began.elapsed() < Duration::from_secs(60), "it does not sleep"),
        }
        sleep(Duration::from_millis(20));
    };
    folder.execute(&kill);
    let answer = answer(child.wait_with_output().unwrap());
    let data: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let error = &data["error"];
    assert_eq!((answer.code, &error["kind"]), (1, &"connection_lost".into()), "{data}");
    let message = error["message"].as_str().unwrap();
    for words in ["3_slow/up.sql:2", "was lost", "kinfolk migrate status", &folder.place(), &folder.name()] {
        assert!(message.contains(words), "`{words}` is not in {message}");
    }
    let state = folder.json(0, &["migrate", "status"])["migrations"][2]["state"].clone();
    assert_eq!(state, if folder.backend() == "mysql" { "dirty" } else { "pending" });
}

fn a_password_with_special_characters(folder: &Project) {
    let user = folder.user(PASSWORD);
    let url = user.url(|_| ());
    assert!(folder.ok(&["migrate", "status", "--database-url", &url]).contains("0 applied, 2 pending"));
    if folder.backend() == "mysql" {
        let wrong = user.url(|url| url.set_password(Some(&encoded(&format!("{PASSWORD}!")))).unwrap());
        each_command(folder, &wrong, "authentication", &[&folder.place(), "percent-encoded"]);
        says_no_password(&folder.fails(&["schema", "generate", "--database-url", &wrong], &[&folder.place()]));
        says_no_password(&folder.fails(&["schema", "generate", "--shadow", &wrong], &[&folder.place()]));
    }
}

/// The server of the tests may trust everybody.
#[cfg(feature = "postgres")]
#[test]
fn a_postgres_server_that_asks_for_a_password() {
    let server = kinfolk_throwaway::postgres::Server::start().unwrap();
    let folder = Folder::project();
    let url = |change: fn(&mut url::Url)| {
        let mut url = url::Url::parse(&server.url("postgres")).unwrap();
        change(&mut url);
        String::from(url)
    };
    let right = url(|_| ());
    let password = url::Url::parse(&right).unwrap().password().unwrap().to_owned();
    folder.ok(&["migrate", "status", "--database-url", &right]);

    let wrong = url(|url| url.set_password(Some(&encoded(PASSWORD))).unwrap());
    each_command(&folder, &wrong, "authentication", &["127.0.0.1:", "password authentication failed"]);
    let none = url(|url| url.set_password(None).unwrap());
    each_command(&folder, &none, "authentication", &["127.0.0.1:", "no password supplied"]);
    let nobody = url(|url| url.set_username("nobody_at_all").unwrap());
    each_command(&folder, &nobody, "authentication", &["127.0.0.1:", "nobody_at_all"]);
    let tls = url(|url| url.set_query(Some("sslmode=require")));
    each_command(&folder, &tls, "tls", &["127.0.0.1:", "sslmode"]);
    let unknown = url(|url| url.set_query(Some("q7x9=1")));
    each_command(&folder, &unknown, "connection", &["127.0.0.1:", "option"]);

    let port = url::Url::parse(&right).unwrap().port().unwrap();
    let words = format!("host=127.0.0.1 port={port} user=postgres password='{password}' dbname=postgres");
    let out = folder.ok(&["migrate", "status", "--database-url", &words]);
    assert!(out.contains("0 applied, 2 pending"), "{out}");
    let wrong = format!("host=127.0.0.1 port={port} user=postgres password='q7 \\'x9' dbname=postgres");
    each_command(&folder, &wrong, "authentication", &["127.0.0.1:"]);
    each_command(&folder, "host=127.0.0.1 password=q7 x9 user=me", "database_url", &["cannot be read"]);
    folder.ok(&["schema", "print", "--database-url", &words, "--migrations-dir", "migrations"]);
}

/// MariaDB's client does not know the option: what the URL asks for is checked.
#[cfg(feature = "mysql")]
#[test]
fn a_mysql_server_without_encryption() {
    let folder = Project::mysql();
    let has = folder.texts(
        "SELECT variable_value AS text FROM information_schema.global_variables WHERE variable_name = 'have_ssl'",
    );
    let url = folder.url_with(|url| url.set_query(Some("ssl_mode=required")));
    match has.first().map(String::as_str) {
        Some("YES") => drop(folder.run(&["migrate", "status", "--database-url", &url])),
        _ => each_command(&folder, &url, "tls", &[&folder.place(), "ssl_mode"]),
    }
}

fn urls_that_cannot_be_read(folder: &Project) {
    let scheme = folder.backend();
    for rest in ["me:q7@x9@h/app", "me:q7/x9@h/app", "me:q7%x9@h/app", "h:q7x9/app", "[q7x9/app"] {
        let url = format!("{scheme}://{rest}");
        each_command(folder, &url, "database_url", &["cannot be read", "percent-encoded"]);
        says_no_password(&folder.fails(&["schema", "print", "--database-url", &url], &["cannot be read"]));
        says_no_password(&folder.fails(&["schema", "print", "--shadow", &url], &["--shadow", "cannot be read"]));
    }
}

fn the_configuration_says_another_database(folder: &Project) {
    folder.write("kinfolk.toml", "[schema]\nmigrations = \"migrations\"\nbackend = \"sqlite\"\n");
    folder.fails(&["migrate", "run"], &["kinfolk.toml:3", "SQLite"]);
    assert_eq!(folder.json(1, &["migrate", "status"])["error"]["kind"], "other_database");
    folder
        .write("kinfolk.toml", format!("[schema]\nmigrations = \"migrations\"\nbackend = \"{}\"\n", folder.backend()));
    folder.ok(&["migrate", "run"]);
    folder.fails(&["migrate", "run", "--database-url", "app.db"], &["kinfolk.toml:3", "SQLite"]);
    folder.fails(&["schema", "print", "--database-url", "app.db"], &["kinfolk.toml:3", "SQLite"]);
    folder.write("kinfolk.toml", "[schema]\nbackend = \"oracle\"\n");
    folder.fails(&["migrate", "run"], &["kinfolk.toml:2", "`oracle`", "`postgres`"]);
}

fn sockets(folder: &Project) {
    let name = folder.name();
    let url = match folder.backend() {
        "mysql" => {
            let socket = folder.texts("SELECT @@socket AS text").remove(0);
            folder.url_with(|url| {
                url.set_host(Some("localhost")).unwrap();
                url.set_query(Some(&format!("unix_socket={socket}")));
            })
        }
        _ => {
            let folders = folder.texts("SELECT current_setting('unix_socket_directories') AS text").remove(0);
            let port = folder.texts("SELECT current_setting('port') AS text").remove(0);
            let of = folders.split(',').next().unwrap().trim();
            format!("user=postgres host={of} port={port} dbname={name}")
        }
    };
    folder.ok(&["migrate", "run", "--database-url", &url]);
    assert_eq!(folder.tables(), ["articles", "users"]);
    let broken =
        url.replace("mysqld.sock", "none.sock").replace("host=/", "host=/nowhere/").replace("/socket", "/none");
    each_command(folder, &broken, "server_unreachable", &["the socket /"]);
}

fn init_writes_what_the_url_is_for(folder: &Project) {
    let fresh = Folder::new();
    fresh.ok(&["init", "--database-url", &folder.url()]);
    assert!(fresh.read("kinfolk.toml").contains(&format!("\nbackend = \"{}\"\n", folder.backend())));
    assert!(!fresh.read("kinfolk.toml").contains(&folder.place()), "the URL belongs into the environment");
    // Another scheme for the same database.
    let url = folder.url().replacen("mysql://", "mariadb://", 1).replacen("postgres://", "postgresql://", 1);
    fresh.migration("1_a", "CREATE TABLE a (id INTEGER PRIMARY KEY);", "");
    fresh.ok(&["migrate", "run", "--database-url", &url]);
    assert_eq!(folder.tables(), ["a"]);
    assert!(fresh.read("schema.rs").contains("a (id)"));
}
