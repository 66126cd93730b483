//! PostgreSQL, MySQL and MariaDB: databases of servers.

use std::any::Any;

use kinfolk::backend::{DatabaseUrl, SchemaError, Shadow as Place};
use kinfolk::catalog::{Backend, Catalog};
use kinfolk::migration::Source;

use super::driver::Driver;
use super::session::{Connected, Session};
use super::{Access, Database, Shadow};
use crate::failure::Failure;

/// What differs from one to the other.
pub(super) trait Server {
    fn connect(&self, url: &DatabaseUrl) -> Result<Box<dyn Session>, Failure>;
    fn catalog_of_migrations(&self, source: &Source, place: &Place) -> Result<Catalog, SchemaError>;
    fn throwaway(&self) -> Result<Throwaway, kinfolk_throwaway::Error>;
}

/// A private server, which is there as long as this value, and its URL.
pub(super) struct Throwaway {
    pub(super) url: String,
    _server: Box<dyn Any>,
}

impl<S: Server> Driver for S {
    fn open(&self, url: &str, _: Access) -> Result<Database, Failure> {
        let url = DatabaseUrl::parse(url)?;
        // libpq has a default for it.
        if url.backend() == Backend::Mysql && url.database().is_none() {
            return Err(Failure::new(format!("{url}: which database? The URL names none: mysql://host/database"))
                .fact("kind", "no_such_database")
                .fact("server", url.server()));
        }
        Ok(Database { session: self.connect(&url)?, place: super::Place::Server(url) })
    }

    fn catalog_of_migrations(&self, source: &Source, shadow: &Shadow<'_>) -> Result<Catalog, Failure> {
        shadow.catalog(self, source)
    }
}

macro_rules! server {
    ($name:ident, $module:ident, $feature:literal, like $database:literal) => {
        #[cfg(feature = $feature)]
        pub(super) struct $name;

        #[cfg(feature = $feature)]
        impl Server for $name {
            fn connect(&self, url: &DatabaseUrl) -> Result<Box<dyn Session>, Failure> {
                use kinfolk::backend::$module::{connect, introspect};
                Ok(Box::new(Connected { conn: connect(url)?, introspect: |conn| introspect(conn) }))
            }

            fn catalog_of_migrations(&self, source: &Source, place: &Place) -> Result<Catalog, SchemaError> {
                kinfolk::backend::$module::catalog_of_migrations(source, place)
            }

            fn throwaway(&self) -> Result<Throwaway, kinfolk_throwaway::Error> {
                let server = kinfolk_throwaway::$module::Server::start()?;
                Ok(Throwaway { url: server.url($database), _server: Box::new(server) })
            }
        }
    };
}
server!(Postgres, postgres, "postgres", like "postgres");
// As the server would have it, and not as its own database.
server!(Mysql, mysql, "mysql", like "");
