//! From a URL to a connection. A URL may hold a password, so messages never show one as a whole.

use std::path::Path;

use diesel::prelude::*;
use kinfolk::migration;

use crate::failure::Failure;

/// May the database be made if it is not there?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Create,
    Existing,
    /// Not made, but taken for an empty one.
    OrEmpty,
}

/// A connection, and the file it is to where that is known.
pub(crate) struct Database {
    pub(crate) conn: SqliteConnection,
    file: Option<String>,
}

impl Database {
    pub(crate) fn open(url: &str, access: Access) -> Result<Self, Failure> {
        Ok(Self { conn: connect(url, access)?, file: file(url).map(str::to_owned) })
    }

    /// Adds the database's file to an error that is not about a file of migrations.
    pub(crate) fn failure(&self, error: &migration::Error) -> Failure {
        let failure = Failure::from(error);
        match &self.file {
            Some(file) if error.path().is_none() && !error.is_missing() => {
                Failure { message: format!("{file}: {}", failure.message), ..failure }.fact("file", file.as_str())
            }
            _ => failure,
        }
    }
}

fn connect(url: &str, access: Access) -> Result<SqliteConnection, Failure> {
    if let Some(other) = other_database(url) {
        return Err(Failure::new(format!(
            "the database URL is one of {other}, which this build of kinfolk has no support for; it knows SQLite \
             (a path, or sqlite://path)"
        ))
        .fact("kind", "unsupported_database"));
    }
    let file = file(url);
    let absent = file.is_some_and(|path| !Path::new(path).exists());
    let url = match access {
        Access::Existing if absent => {
            let path = file.unwrap_or_default();
            return Err(Failure::at(Path::new(path), "there is no such database"));
        }
        Access::OrEmpty if absent => ":memory:",
        _ => url,
    };
    SqliteConnection::establish(url).map_err(|error| match file {
        Some(path) => Failure::at(Path::new(path), format!("cannot be opened: {error}")),
        None => Failure::new(format!("the database cannot be opened: {error}")),
    })
}

/// The name of the database that a URL is for, if it is not SQLite's.
fn other_database(url: &str) -> Option<String> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("sqlite" | "file") => None,
        Some("postgres" | "postgresql") => Some("PostgreSQL".into()),
        Some("mysql" | "mariadb") => Some("MySQL".into()),
        Some(other) if other.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) => {
            Some(format!("`{other}`"))
        }
        // The other form that PostgreSQL knows: `host=… user=… password=…`.
        _ if url
            .split_whitespace()
            .any(|word| ["host=", "dbname=", "user=", "password="].iter().any(|key| word.starts_with(key))) =>
        {
            Some("PostgreSQL".into())
        }
        _ => None,
    }
}

/// The path in a URL where it is plain to see; `None` for a database in memory and for what only SQLite understands.
fn file(url: &str) -> Option<&str> {
    let (is_uri, path) = match url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("file:")) {
        Some(rest) => (true, rest.split(['?', '#']).next().unwrap_or_default()),
        None => (false, url),
    };
    let plain = !is_uri || (!path.starts_with("//") && !path.contains('%') && !url.contains("mode=memory"));
    (plain && !path.is_empty() && path != ":memory:").then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found() {
        for (url, path) in [
            ("app.db", Some("app.db")),
            ("sqlite://app.db", Some("app.db")),
            ("sqlite:///var/app.db?key=secret", Some("/var/app.db")),
            ("file:app.db?mode=ro", Some("app.db")),
            ("what?.db", Some("what?.db")),
            (":memory:", None),
            ("", None),
            ("file::memory:?cache=shared", None),
            ("file:x?mode=memory", None),
            ("file:///var/app.db", None),
        ] {
            assert_eq!(file(url), path, "{url}");
        }
    }

    #[test]
    fn other_databases_are_told() {
        for url in ["postgres://u:p@h/d", "PostgreSQL://h", "host=h password=p dbname=d"] {
            assert_eq!(other_database(url).as_deref(), Some("PostgreSQL"), "{url}");
        }
        assert_eq!(other_database("mysql://u:p@h/d").as_deref(), Some("MySQL"));
        assert_eq!(other_database("oracle://u:p@h/d").as_deref(), Some("`oracle`"));
        for url in ["app.db", "sqlite://app.db", "./user=x.db", "file:a"] {
            assert_eq!(other_database(url), None, "{url}");
        }
    }
}
