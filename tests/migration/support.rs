//! A folder of migrations and a database file, thrown away at the end.

use std::fs;
use std::path::{Path, PathBuf};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use kinfolk::migration::{Done, Error, Source, Steps};
use tempfile::TempDir;

pub(super) struct Project {
    folder: TempDir,
}

impl Project {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("migrations")).unwrap();
        Self { folder }
    }

    /// A project with migrations of these names; an empty `down` means no down.sql.
    pub(super) fn with(migrations: &[(&str, &str, &str)]) -> Self {
        let project = Self::new();
        for (name, up, down) in migrations {
            project.write(name, "up.sql", up);
            if !down.is_empty() {
                project.write(name, "down.sql", down);
            }
        }
        project
    }

    /// Three tables, each needing the one before.
    pub(super) fn abc() -> Self {
        Self::with(&[
            ("2024-01-01-000000_a", "CREATE TABLE a (id INTEGER PRIMARY KEY);", "DROP TABLE a;"),
            ("2024-01-02-000000_b", "CREATE TABLE b AS SELECT * FROM a;", "DROP TABLE b;"),
            ("2024-01-03-000000_c", "CREATE TABLE c AS SELECT * FROM b;", "DROP TABLE c;"),
        ])
    }

    pub(super) fn migrations(&self) -> PathBuf {
        self.folder.path().join("migrations")
    }

    pub(super) fn path(&self, migration: &str) -> PathBuf {
        self.migrations().join(migration)
    }

    pub(super) fn write(&self, migration: &str, file: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let folder = self.path(migration);
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(file);
        fs::write(&path, text).unwrap();
        path
    }

    pub(super) fn source(&self) -> Source {
        Source::folder(self.migrations())
    }

    pub(super) fn database(&self) -> PathBuf {
        self.folder.path().join("app.db")
    }

    pub(super) fn connect(&self) -> SqliteConnection {
        connect(&self.database())
    }

    pub(super) fn run(&self) -> Result<Vec<Done>, Error> {
        self.source().run(&mut self.connect())
    }

    pub(super) fn revert(&self, steps: Steps) -> Result<Vec<Done>, Error> {
        self.source().on(&mut self.connect()).revert(steps)
    }

    pub(super) fn tables(&self) -> Vec<String> {
        tables(&mut self.connect())
    }

    pub(super) fn applied(&self) -> Vec<String> {
        let sql = "SELECT version AS text FROM __diesel_schema_migrations ORDER BY version";
        texts(&mut self.connect(), sql)
    }
}

pub(super) fn connect(database: &Path) -> SqliteConnection {
    SqliteConnection::establish(database.to_str().unwrap()).unwrap()
}

pub(super) fn tables(conn: &mut SqliteConnection) -> Vec<String> {
    texts(
        conn,
        "SELECT name AS text FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name",
    )
}

pub(super) fn texts(conn: &mut SqliteConnection, sql: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        text: String,
    }
    let rows = ::diesel::sql_query(sql).load::<Row>(conn).unwrap();
    rows.into_iter().map(|row| row.text).collect()
}

pub(super) fn number(conn: &mut SqliteConnection, sql: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        number: i64,
    }
    ::diesel::sql_query(sql).get_result::<Row>(conn).unwrap().number
}

pub(super) fn names(done: &[Done]) -> Vec<&str> {
    done.iter().map(|it| it.name.as_str()).collect()
}

#[track_caller]
pub(super) fn says(error: &Error, words: &[&str]) {
    let text = error.to_string();
    for word in words {
        assert!(text.contains(word), "`{word}` is not in: {text}");
    }
}
