//! A scratch database of its own for each run.

use diesel::QueryResult;

use super::{Name, Server, migrated};
use crate::backend::DatabaseUrl;
use crate::backend::schema_error::Kind;
use crate::catalog::Catalog;
use crate::migration::Source;

pub(super) fn catalog<S: Server>(source: &Source, url: &DatabaseUrl) -> Result<Catalog, Kind> {
    let mut admin = S::administrate(url)?;
    remove_left_behind::<S>(&mut admin);
    let scratch = Scratch::<S>::create(admin, url)?;
    let catalog = S::connect(&url.with_database(&scratch.name.to_string()))
        .map_err(Kind::from)
        .and_then(|mut conn| migrated::<S>(&mut conn, source));
    match scratch.drop() {
        Err((name, source)) if catalog.is_ok() => {
            let url = url.with_database(&name.to_string());
            Err(Kind::Scratch { url, doing: "the scratch database cannot be dropped", source })
        }
        _ => catalog,
    }
}

/// Who cannot look for them, or may not drop them, can work nevertheless.
fn remove_left_behind<S: Server>(admin: &mut S::Connection) {
    let names = S::scratch_databases(admin).unwrap_or_default();
    for name in names.iter().filter_map(|name| Name::parse(name)) {
        if S::is_left_behind(admin, &name).unwrap_or(false) {
            let _ = S::drop(admin, &name);
        }
    }
}

/// A database that is dropped with this value, and the connection that holds its lock.
struct Scratch<S: Server> {
    admin: S::Connection,
    name: Name,
    is_there: bool,
}

impl<S: Server> Scratch<S> {
    fn create(mut admin: S::Connection, url: &DatabaseUrl) -> Result<Self, Kind> {
        let refused = |why| Kind::Refused { url: url.clone(), why, permission: S::PERMISSION };
        let asking = |source| Kind::Scratch { url: url.clone(), doing: "the server does not answer", source };
        if let Some(why) = S::refusal(&mut admin).map_err(asking)? {
            return Err(refused(why));
        }
        let name = Name::new();
        S::reserve(&mut admin, &name).map_err(asking)?;
        match S::create(&mut admin, &name, url.database()) {
            Ok(()) => Ok(Self { admin, name, is_there: true }),
            Err(error) if crate::backend::is_connection_lost(&error) => Err(asking(error)),
            Err(error) => Err(refused(error.to_string())),
        }
    }

    fn drop(mut self) -> Result<(), (Name, diesel::result::Error)> {
        self.remove().map_err(|error| (self.name, error))
    }

    fn remove(&mut self) -> QueryResult<()> {
        self.is_there = false;
        S::drop(&mut self.admin, &self.name)
    }
}

impl<S: Server> Drop for Scratch<S> {
    fn drop(&mut self) {
        if self.is_there {
            // After a panic. If it fails, the next run does it.
            let _ = self.remove();
        }
    }
}
