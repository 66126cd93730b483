//! What the migration runner needs of PostgreSQL.

use std::time::Duration;

use diesel::migration::CREATE_MIGRATIONS_TABLE;
use diesel::pg::Pg;
use diesel::result::{Error as DieselError, QueryResult};

use crate::migration::{Database, Failure, Obstacle, Session, Statement, Step};

use super::settings::Settings;
use super::{lock, mistake, statements};

impl Database for Pg {
    const TRANSACTIONAL: bool = true;
    /// In the schema where it would be created, for there may be others further down the search path.
    const HISTORY_EXISTS: &str =
        "SELECT '' WHERE to_regclass(quote_ident(current_schema()) || '.__diesel_schema_migrations') IS NOT NULL";
    const TEXT: &str = "TEXT";

    /// Whether it is alone.
    type Hold = bool;
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

    async fn hold<S: Session<Backend = Self>>(session: &mut S, wait: Duration, alone: bool) -> Result<bool, Obstacle> {
        if alone {
            lock::for_session(session, wait).await?;
        }
        Ok(alone)
    }

    async fn let_go<S: Session<Backend = Self>>(session: &mut S, alone: bool) -> QueryResult<()> {
        match alone {
            true => lock::release(session).await,
            false => Ok(()),
        }
    }

    async fn create_history<S: Session<Backend = Self>>(session: &mut S, wait: Duration) -> Result<(), Obstacle> {
        // Two that create one table at once get in each other's way, `IF NOT EXISTS` or not.
        session.begin().await?;
        let created = match lock::for_transaction(session, wait).await {
            Ok(()) => session.run(CREATE_MIGRATIONS_TABLE).await.map_err(Obstacle::from),
            Err(obstacle) => Err(obstacle),
        };
        match created {
            Ok(()) => Ok(session.commit().await?),
            Err(obstacle) => {
                // Why it failed is worth more than how the transaction ends.
                let _ = session.rollback().await;
                Err(obstacle)
            }
        }
    }

    async fn enter<S: Session<Backend = Self>>(_session: &mut S, _step: &Step) -> Result<Settings, Failure> {
        Ok(Settings::default())
    }

    async fn claim<S: Session<Backend = Self>>(
        session: &mut S,
        step: &Step,
        wait: Duration,
        settings: &mut Settings,
    ) -> Result<(), Failure> {
        if step.migration().runs_in_transaction() {
            lock::for_transaction(session, wait).await?;
        }
        *settings = Settings::note(session, wait).await?;
        Ok(())
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
        // A transaction that failed has put them back already.
        if !step.migration().runs_in_transaction() && result.is_err() {
            // What failed is worth more than that this fails too, perhaps for the same reason.
            let _ = settings.put_back(session).await;
        }
        result
    }
}
