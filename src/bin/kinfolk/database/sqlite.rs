//! SQLite: a file, or a database in memory.

use std::path::Path;

use diesel::prelude::*;
use kinfolk::backend::sqlite;
use kinfolk::catalog::Catalog;
use kinfolk::migration::Source;

use super::driver::Driver;
use super::session::Connected;
use super::{Access, Database, Place, Shadow};
use crate::failure::Failure;

pub(super) struct Sqlite;

impl Driver for Sqlite {
    fn open(&self, url: &str, access: Access) -> Result<Database, Failure> {
        let session = Connected { conn: connect(url, access)?, introspect: sqlite::introspect };
        Ok(Database { session: Box::new(session), place: Place::File(file(url).map(str::to_owned)) })
    }

    /// In memory.
    fn catalog_of_migrations(&self, source: &Source, _: &Shadow<'_>) -> Result<Catalog, Failure> {
        sqlite::catalog_of_migrations(source).map_err(Failure::from)
    }
}

fn connect(url: &str, access: Access) -> Result<SqliteConnection, Failure> {
    let file = file(url);
    let absent = file.is_some_and(|path| !Path::new(path).exists());
    let url = match access {
        Access::Existing if absent => {
            let path = file.unwrap_or_default();
            return Err(Failure::at(Path::new(path), "there is no such database").fact("kind", "no_such_database"));
        }
        Access::OrEmpty if absent => ":memory:",
        _ => url,
    };
    SqliteConnection::establish(url).map_err(|error| match file {
        Some(path) => Failure::at(Path::new(path), format!("cannot be opened: {error}")),
        None => Failure::new(format!("the database cannot be opened: {error}")),
    })
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
}
