//! Databases in which migrations are run to see what they make: on servers, where there is no database in memory.
//!
//! A scratch database is created, used by one run and dropped. That run holds a lock of the server by the name of the
//! database, taken before it is created, which the server releases when the run ends in whatever way: a database of
//! such a name whose lock is free was left behind by a run that was killed, and the next one drops it.

mod given;
mod name;
mod scratch;

pub(crate) use name::{Name, PREFIX};

use diesel::QueryResult;
use diesel::connection::LoadConnection;

use super::schema_error::Kind;
use super::{ConnectError, DatabaseUrl};
use crate::catalog::{Catalog, IntrospectError};
use crate::migration::{self, Database, Source};

/// Where migrations are run to see what they make.
#[derive(Debug, Clone)]
pub enum Shadow {
    /// In a scratch database that is created on the server of this URL and dropped afterwards. The database that the URL
    /// names is not touched; it says which character set and collation the scratch database gets.
    Server(DatabaseUrl),
    /// In this database itself, which must be empty, and is emptied afterwards.
    Database(DatabaseUrl),
}

/// What a backend must be able to do to have scratch databases.
pub(super) trait Server {
    type Connection: LoadConnection<Backend: Database>;

    /// What gives a user the permission to create scratch databases.
    const PERMISSION: &'static str;

    /// Connects to the database of the URL.
    fn connect(url: &DatabaseUrl) -> Result<Self::Connection, ConnectError>;

    /// Connects to the server of the URL, even if its database is not there.
    fn administrate(url: &DatabaseUrl) -> Result<Self::Connection, ConnectError>;

    /// The databases whose names begin as those of scratch databases do, and that the user may drop.
    fn scratch_databases(conn: &mut Self::Connection) -> QueryResult<Vec<String>>;

    /// Is no run using the scratch database?
    fn is_left_behind(conn: &mut Self::Connection, name: &Name) -> QueryResult<bool>;

    /// Takes the lock of a scratch database for as long as the connection is there.
    fn reserve(conn: &mut Self::Connection, name: &Name) -> QueryResult<()>;

    /// Why the user may create no databases, as far as that can be asked.
    fn refusal(conn: &mut Self::Connection) -> QueryResult<Option<String>>;

    /// Creates a database with the character set and collation of the one that is named.
    fn create(conn: &mut Self::Connection, name: &Name, like: Option<&str>) -> QueryResult<()>;

    /// Drops a database and ends the connections to it.
    fn drop(conn: &mut Self::Connection, name: &Name) -> QueryResult<()>;

    /// Takes a lock of the database that the connection is to, if nobody has it, for as long as the connection is there.
    fn lock(conn: &mut Self::Connection, lock: Lock) -> QueryResult<bool>;

    /// Ends the session that has the lock.
    fn end_holder(conn: &mut Self::Connection, lock: Lock) -> QueryResult<()>;

    /// What the database that the connection is to holds, in words.
    fn contents(conn: &mut Self::Connection) -> QueryResult<Vec<String>>;

    /// Removes all of it.
    fn empty(conn: &mut Self::Connection) -> QueryResult<()>;

    /// Reads the schema.
    fn introspect(conn: &mut Self::Connection) -> Result<Catalog, IntrospectError>;
}

/// What runs hold of a database that was given.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lock {
    /// Whose turn it is.
    Turn = 0,
    /// Whose migrations run in it. A server goes on with the statement of a run that was killed until it is done.
    Work = 1,
}

/// Runs all migrations where the shadow says and reads the schema that they make.
pub(super) fn catalog<S: Server>(source: &Source, shadow: &Shadow) -> Result<Catalog, Kind> {
    // An error about the files themselves needs no server.
    source.migrations()?;
    match shadow {
        Shadow::Server(url) => scratch::catalog::<S>(source, url),
        Shadow::Database(url) => given::catalog::<S>(source, url),
    }
}

fn migrated<S: Server>(conn: &mut S::Connection, source: &Source) -> Result<Catalog, Kind> {
    source.run(conn).map_err(migration::Error::in_scratch)?;
    Ok(S::introspect(conn)?)
}
