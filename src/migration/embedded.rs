//! Migrations that `embed_migrations!` built in.
//!
//! Diesel gives only `run` and `revert` for them, not their text, and the text is needed to name the statement and the
//! line that failed. So they are "run" on a connection that keeps what it is sent.

use std::any::Any;

use diesel::connection::{BoxableConnection, SimpleConnection};
use diesel::migration::MigrationSource;
use diesel::result::QueryResult;
use diesel::sqlite::Sqlite;
use diesel_migrations::EmbeddedMigrations;

use super::source::{Migration, Text};

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

impl BoxableConnection<Sqlite> for Capture {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

pub(super) fn read(embedded: &EmbeddedMigrations) -> Vec<Migration> {
    // The backend only fills a type parameter: the text is the same for all, and reading it cannot fail.
    let all = MigrationSource::<Sqlite>::migrations(embedded).unwrap_or_default();
    let text = |run: &dyn Fn(&mut Capture) -> diesel::migration::Result<()>| {
        let mut capture = Capture::default();
        run(&mut capture).ok().map(|()| Text::Embedded(capture.sql))
    };
    let read = |migration: &dyn diesel::migration::Migration<Sqlite>| {
        Some(Migration {
            version: migration.name().version().to_string(),
            name: migration.name().to_string(),
            folder: None,
            in_transaction: migration.metadata().run_in_transaction(),
            up: text(&|capture| migration.run(capture))?,
            // Diesel answers with an error where there is no down.sql.
            down: text(&|capture| migration.revert(capture)),
        })
    };
    all.iter().filter_map(|it| read(it.as_ref())).collect()
}
