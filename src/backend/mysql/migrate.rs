//! What the migration runner needs of MySQL and MariaDB.

use std::time::Duration;

use diesel::mysql::Mysql;
use diesel::result::{Error as DieselError, QueryResult};

use crate::migration::{Database, Failure, Obstacle, Session, Statement, Step, Unfinished};

use super::settings::Settings;
use super::{lock, mistake, statements, unfinished};

impl Database for Mysql {
    const TRANSACTIONAL: bool = false;
    const HISTORY_EXISTS: &str = "SELECT table_name FROM information_schema.tables \
                                  WHERE table_schema = DATABASE() AND table_name = '__diesel_schema_migrations'";
    const TEXT: &str = "CHAR";

    /// `None` for a reader, who waits for nobody.
    type Hold = Option<lock::Hold>;
    type Settings = Settings;

    fn statements(sql: &str) -> Vec<Statement> {
        statements::split(sql)
    }

    fn mistake(sql: &str, error: &DieselError) -> Option<usize> {
        mistake::find(sql, error)
    }

    fn is_locked(error: &DieselError) -> bool {
        lock::is_locked(error)
    }

    async fn hold<S: Session<Backend = Self>>(
        session: &mut S,
        wait: Duration,
        alone: bool,
    ) -> Result<Option<lock::Hold>, Obstacle> {
        match alone {
            true => lock::hold(session, wait).await.map(Some),
            false => Ok(None),
        }
    }

    async fn let_go<S: Session<Backend = Self>>(session: &mut S, hold: Option<lock::Hold>) -> QueryResult<()> {
        let Some(hold) = hold else {
            return Ok(());
        };
        let dropped = unfinished::drop_if_empty(session).await;
        lock::let_go(session, hold).await?;
        dropped
    }

    async fn unfinished<S: Session<Backend = Self>>(session: &mut S) -> QueryResult<Vec<Unfinished>> {
        unfinished::all(session).await
    }

    async fn forget_unfinished<S: Session<Backend = Self>>(session: &mut S, version: &str) -> QueryResult<()> {
        unfinished::end(session, version).await
    }

    async fn enter<S: Session<Backend = Self>>(session: &mut S, _step: &Step) -> Result<Settings, Failure> {
        unfinished::create(session).await?;
        Ok(Settings::note(session).await?)
    }

    async fn claim<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
        _wait: Duration,
        _settings: &mut Settings,
    ) -> Result<(), Failure> {
        Ok(unfinished::begin(session, step).await?)
    }

    async fn settle<S: Session<Backend = Self>>(session: &mut S, settings: &mut Settings) -> Result<(), Failure> {
        Ok(settings.put_back(session).await?)
    }

    async fn leave<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
        settings: Settings,
        result: Result<bool, Failure>,
    ) -> Result<bool, Failure> {
        match result {
            Ok(ran) => {
                // If the row stays, the history says that it means nothing.
                let _ = unfinished::end(session, step.migration().version()).await;
                Ok(ran)
            }
            Err(failure) => {
                // What failed is worth more than that these fail too, perhaps for the same reason.
                let _ = session.run("UNLOCK TABLES").await;
                let _ = settings.put_back(session).await;
                Err(unfinished::stop(session, step, failure).await)
            }
        }
    }
}
