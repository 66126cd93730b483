//! A folder in which the command is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use diesel::prelude::*;
use serde_json::Value;
use tempfile::TempDir;

pub(super) struct Folder {
    folder: TempDir,
}

pub(super) struct Answer {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Folder {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Configured, with two migrations and a database URL in .env.
    pub(super) fn project() -> Self {
        let folder = Self::new();
        folder.write("kinfolk.toml", "[schema]\nfile = \"src/schema.rs\"\nmigrations = \"migrations\"\n");
        folder.write(".env", "DATABASE_URL=app.db\n");
        folder.migration(
            "2024-01-01-000000_users",
            "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);",
            "DROP TABLE users;",
        );
        folder.migration(
            "2024-01-02-000000_articles",
            "CREATE TABLE articles (id INTEGER PRIMARY KEY NOT NULL,\n author_id INTEGER NOT NULL REFERENCES users (id));",
            "DROP TABLE articles;",
        );
        folder
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(super) fn migration(&self, name: &str, up: &str, down: &str) {
        self.write(&format!("migrations/{name}/up.sql"), up);
        if !down.is_empty() {
            self.write(&format!("migrations/{name}/down.sql"), down);
        }
    }

    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kinfolk"));
        command.args(args).current_dir(self.folder.path());
        command.env_remove("DATABASE_URL").env("NO_COLOR", "1");
        command
    }

    pub(super) fn run(&self, args: &[&str]) -> Answer {
        answer(self.command(args).output().unwrap())
    }

    /// Runs it and expects exit code 0.
    #[track_caller]
    pub(super) fn ok(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}{}", answer.out, answer.err);
        assert_eq!(answer.err, "");
        answer.out
    }

    /// Runs it and expects exit code 1 and these words in the error.
    #[track_caller]
    pub(super) fn fails(&self, args: &[&str], words: &[&str]) -> Answer {
        let answer = self.run(args);
        assert_eq!(answer.code, 1, "{args:?}: {}{}", answer.out, answer.err);
        for word in words {
            assert!(answer.err.contains(word), "`{word}` is not in: {}", answer.err);
        }
        answer
    }

    /// Runs it with --json and expects one JSON document and this exit code.
    #[track_caller]
    pub(super) fn json(&self, code: i32, args: &[&str]) -> Value {
        let answer = self.run(&[args, &["--json"]].concat());
        assert_eq!(answer.code, code, "{args:?}: {}{}", answer.out, answer.err);
        assert_eq!(answer.err, "", "everything is in the document");
        serde_json::from_str(&answer.out).unwrap()
    }

    pub(super) fn tables(&self) -> Vec<String> {
        tables(&self.path("app.db"))
    }
}

pub(super) fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(super) fn tables(database: &Path) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let mut conn = SqliteConnection::establish(database.to_str().unwrap()).unwrap();
    let sql =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name";
    let rows = diesel::sql_query(sql).load::<Row>(&mut conn).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}
