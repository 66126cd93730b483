//! Migrations that `embed_migrations!` built in.
//!
//! Diesel gives only `run` and `revert` for them, not their text, and the text is needed to name the statement and the
//! line that failed. So they are "run" on a connection that keeps what it is sent.

use diesel_migrations::EmbeddedMigrations;

use super::error::Error;
use super::source::Migration;

// The backend only fills a type parameter: the text is the same for all.
#[cfg(feature = "mysql_backend")]
use diesel::mysql::Mysql as Backend;
#[cfg(all(feature = "postgres_backend", not(feature = "mysql_backend")))]
use diesel::pg::Pg as Backend;
#[cfg(all(feature = "sqlite", not(any(feature = "postgres_backend", feature = "mysql_backend"))))]
use diesel::sqlite::Sqlite as Backend;

#[cfg(not(any(feature = "sqlite", feature = "postgres_backend", feature = "mysql_backend")))]
pub(super) fn read(_: &EmbeddedMigrations) -> Result<Vec<Migration>, Error> {
    let message = "this build of kinfolk is for no database; switch on its feature `sqlite`, `postgres` or `mysql`";
    Err(super::error::Kind::Embedded { message: message.into() }.into())
}

#[cfg(any(feature = "sqlite", feature = "postgres_backend", feature = "mysql_backend"))]
pub(super) fn read(embedded: &EmbeddedMigrations) -> Result<Vec<Migration>, Error> {
    use diesel::migration::MigrationSource;
    let all = MigrationSource::<Backend>::migrations(embedded).map_err(capture::unreadable)?;
    all.iter().map(|it| capture::read_one(it.as_ref())).collect()
}

#[cfg(any(feature = "sqlite", feature = "postgres_backend", feature = "mysql_backend"))]
mod capture {
    use std::any::Any;

    use diesel::connection::{BoxableConnection, SimpleConnection};
    use diesel::migration;
    use diesel::result::QueryResult;

    use super::super::error::{Error, Kind};
    use super::super::source::{Migration, Text};
    use super::Backend;

    /// A connection that keeps what it is sent.
    #[derive(Default)]
    struct Capture {
        sql: String,
    }

    impl SimpleConnection for Capture {
        fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
            self.sql.push_str(query);
            Ok(())
        }
    }

    impl BoxableConnection<Backend> for Capture {
        fn as_any(&self) -> &dyn Any {
            self
        }

        fn as_any_mut(&mut self) -> &mut dyn Any {
            self
        }
    }

    pub(super) fn read_one(migration: &dyn migration::Migration<Backend>) -> Result<Migration, Error> {
        Ok(Migration {
            version: migration.name().version().to_string(),
            name: migration.name().to_string(),
            folder: None,
            in_transaction: migration.metadata().run_in_transaction(),
            up: text(|capture| migration.run(capture)).map_err(unreadable)?,
            // Diesel answers with an error where there is no down.sql.
            down: text(|capture| migration.revert(capture)).ok(),
        })
    }

    fn text(run: impl FnOnce(&mut Capture) -> migration::Result<()>) -> migration::Result<Text> {
        let mut capture = Capture::default();
        run(&mut capture)?;
        Ok(Text::Embedded(capture.sql))
    }

    pub(super) fn unreadable(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
        Kind::Embedded { message: error.to_string() }.into()
    }
}
