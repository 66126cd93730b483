//! The settings of a connection that a migration may change: the runner relies on the database that is used, and
//! whoever has the connection next on the others.

use diesel::mysql::Mysql;
use diesel::result::QueryResult;

use crate::migration::Session;

const VARIABLES: [&str; 4] = ["foreign_key_checks", "unique_checks", "sql_mode", "autocommit"];

/// What they were before.
#[derive(Default)]
pub struct Settings {
    database: Option<String>,
    values: Vec<String>,
}

impl Settings {
    pub(super) async fn note<S: Session<Backend = Mysql>>(session: &mut S) -> QueryResult<Self> {
        let variables = VARIABLES.map(|it| format!(", CAST(@@SESSION.{it} AS CHAR)")).concat();
        let mut columns = session.rows(&format!("SELECT DATABASE(){variables}"), &[]).await?.into_iter().flatten();
        Ok(Self { database: columns.next().flatten(), values: columns.flatten().collect() })
    }

    pub(super) async fn put_back<S: Session<Backend = Mysql>>(&self, session: &mut S) -> QueryResult<()> {
        if let Some(database) = &self.database {
            session.run(&format!("USE `{}`", database.replace('`', "``"))).await?;
        }
        for (name, value) in VARIABLES.iter().zip(&self.values) {
            // Numbers, and for the mode a list of names.
            session
                .run(&format!("SET SESSION {name} = '{value}'").replace("= '0'", "= 0").replace("= '1'", "= 1"))
                .await?;
        }
        Ok(())
    }
}
