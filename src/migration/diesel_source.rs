//! A `Source` for code that is written for `diesel_migrations`, such as its `MigrationHarness`.

use std::fmt;

use diesel::backend::Backend;
use diesel::connection::BoxableConnection;
use diesel::migration::{
    Migration as DieselMigration, MigrationMetadata, MigrationName, MigrationSource, MigrationVersion, Result,
};
use diesel_migrations::MigrationError;

use super::source::Text;
use super::{Migration, Source, folder};

impl<DB: Backend> MigrationSource<DB> for Source {
    fn migrations(&self) -> Result<Vec<Box<dyn DieselMigration<DB>>>> {
        let all = Source::migrations(self)?;
        Ok(all.into_iter().map(|it| Box::new(it) as Box<dyn DieselMigration<DB>>).collect())
    }
}

impl<DB: Backend> DieselMigration<DB> for Migration {
    fn run(&self, conn: &mut dyn BoxableConnection<DB>) -> Result<()> {
        send(conn, &self.up)
    }

    fn revert(&self, conn: &mut dyn BoxableConnection<DB>) -> Result<()> {
        match &self.down {
            Some(down) => send(conn, down),
            None => Err(MigrationError::NoMigrationRevertFile.into()),
        }
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        self
    }

    fn name(&self) -> &dyn MigrationName {
        self
    }
}

impl MigrationMetadata for Migration {
    fn run_in_transaction(&self) -> bool {
        self.in_transaction
    }
}

impl MigrationName for Migration {
    fn version(&self) -> MigrationVersion<'_> {
        MigrationVersion::from(&self.version)
    }
}

impl fmt::Display for Migration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

fn send<DB: Backend>(conn: &mut dyn BoxableConnection<DB>, text: &Text) -> Result<()> {
    match text {
        Text::File(path) => conn.batch_execute(&folder::read_text(path)?)?,
        Text::Embedded(sql) => conn.batch_execute(sql)?,
    }
    Ok(())
}
