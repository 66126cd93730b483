//! A folder of migrations and a database, thrown away at the end.

use std::fs;
use std::path::PathBuf;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use kinfolk::migration::{Done, Error, Source, Steps};
use tempfile::TempDir;

use super::super::database::{self, Conn, Store};

pub(crate) struct Project {
    folder: TempDir,
    store: Store,
}

impl Project {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("migrations")).unwrap();
        let store = Store::new(folder.path());
        Self { folder, store }
    }

    /// A project with migrations of these names; an empty `down` means no down.sql.
    pub(crate) fn with(migrations: &[(&str, &str, &str)]) -> Self {
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
    pub(crate) fn abc() -> Self {
        Self::with(&[
            ("2024-01-01-000000_a", "CREATE TABLE a (id INTEGER PRIMARY KEY);", "DROP TABLE a;"),
            ("2024-01-02-000000_b", "CREATE TABLE b AS SELECT * FROM a;", "DROP TABLE b;"),
            ("2024-01-03-000000_c", "CREATE TABLE c AS SELECT * FROM b;", "DROP TABLE c;"),
        ])
    }

    pub(crate) fn migrations(&self) -> PathBuf {
        self.folder.path().join("migrations")
    }

    pub(crate) fn path(&self, migration: &str) -> PathBuf {
        self.migrations().join(migration)
    }

    pub(crate) fn write(&self, migration: &str, file: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let folder = self.path(migration);
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(file);
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn source(&self) -> Source {
        Source::folder(self.migrations())
    }

    pub(crate) fn url(&self) -> &str {
        self.store.url()
    }

    pub(crate) fn connect(&self) -> Conn {
        self.store.connect()
    }

    pub(crate) fn run(&self) -> Result<Vec<Done>, Error> {
        self.source().run(&mut self.connect())
    }

    pub(crate) fn revert(&self, steps: Steps) -> Result<Vec<Done>, Error> {
        self.source().on(&mut self.connect()).revert(steps)
    }

    pub(crate) fn tables(&self) -> Vec<String> {
        tables(&mut self.connect())
    }

    pub(crate) fn applied(&self) -> Vec<String> {
        let sql = "SELECT version AS text FROM __diesel_schema_migrations ORDER BY version";
        texts(&mut self.connect(), sql)
    }
}

/// The tables, but for those of runners.
pub(crate) fn tables(conn: &mut Conn) -> Vec<String> {
    database::tables(conn).into_iter().filter(|name| !name.starts_with("__")).collect()
}

pub(crate) fn texts(conn: &mut Conn, sql: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        text: String,
    }
    let rows = ::diesel::sql_query(sql).load::<Row>(conn).unwrap();
    rows.into_iter().map(|row| row.text).collect()
}

pub(crate) fn number(conn: &mut Conn, sql: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        number: i64,
    }
    ::diesel::sql_query(sql).get_result::<Row>(conn).unwrap().number
}

pub(crate) fn names(done: &[Done]) -> Vec<&str> {
    done.iter().map(|it| it.name.as_str()).collect()
}

#[track_caller]
pub(crate) fn says(error: &Error, words: &[&str]) {
    let text = error.to_string();
    for word in words {
        assert!(text.contains(word), "`{word}` is not in: {text}");
    }
}
