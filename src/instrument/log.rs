//! The query log.

use super::attach::{Watch, instruments};
use super::observer::lock;
use super::{Observer, Statement, StatementId};
use std::fmt::{self, Display};
use std::io::Write;
use std::sync::{Arc, Mutex};

/// Every statement of the connections it is installed on: SQL, time, rows where they are known, error if it failed.
///
/// The values of binds are left out unless [`with_binds`](Self::with_binds) asks for them; the address of a database is
/// never shown. Clones share one log.
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::instrument::QueryLog;
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// let log = QueryLog::new();
/// log.install(&mut conn);
/// diesel::sql_query("SELECT 1").execute(&mut conn)?;
/// diesel::sql_query("SELECT nonsense").execute(&mut conn).unwrap_err();
///
/// let statements = log.take();
/// assert_eq!(statements[0].sql(), "SELECT 1");
/// assert!(statements[1].error().unwrap().contains("no such column"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct QueryLog {
    sink: Sink,
    binds: bool,
}

#[derive(Clone)]
enum Sink {
    Memory(Arc<Mutex<Vec<Statement>>>),
    Call(Arc<dyn Fn(&Statement) + Send + Sync>),
}

impl QueryLog {
    /// A log in memory: read it with [`statements`](Self::statements) or [`take`](Self::take). It grows until it is
    /// taken.
    pub fn new() -> Self {
        Self { sink: Sink::Memory(Arc::default()), binds: false }
    }

    /// A log that calls a closure, for a logger or a metric of your own.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use kinfolk::instrument::QueryLog;
    ///
    /// let mut conn = SqliteConnection::establish(":memory:")?;
    /// QueryLog::to(|statement| println!("{statement}")).install(&mut conn);
    /// // prints for instance: `0.031 ms  SELECT 1`
    /// diesel::sql_query("SELECT 1").execute(&mut conn)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to(sink: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        Self { sink: Sink::Call(Arc::new(sink)), binds: false }
    }

    /// A log on standard error, a line for each statement.
    pub fn to_stderr() -> Self {
        Self::to(|statement| {
            // Nobody to tell when standard error is closed, and a query must not fail for it.
            let _ = writeln!(std::io::stderr(), "{statement}");
        })
    }

    /// Shows the values of binds too. They may be personal data: for development only.
    ///
    /// ```
    /// use diesel::prelude::*;
    /// use kinfolk::instrument::QueryLog;
    ///
    /// let mut conn = SqliteConnection::establish(":memory:")?;
    /// let log = QueryLog::new().with_binds();
    /// log.install(&mut conn);
    /// diesel::select("a".into_sql::<diesel::sql_types::Text>()).execute(&mut conn)?;
    /// assert_eq!(log.statements()[0].binds(), Some(r#"["a"]"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_binds(mut self) -> Self {
        self.binds = true;
        self
    }

    /// Logs the statements of this connection from now on.
    pub fn install<Mode>(&self, conn: &mut impl Watch<Mode>) {
        instruments(conn).add(Arc::new(self.clone()));
    }

    /// What the log in memory holds, in the order in which the statements ended. Empty for a log that goes elsewhere.
    pub fn statements(&self) -> Vec<Statement> {
        match &self.sink {
            Sink::Memory(statements) => lock(statements).clone(),
            Sink::Call(_) => Vec::new(),
        }
    }

    /// The same, and empties it.
    pub fn take(&self) -> Vec<Statement> {
        match &self.sink {
            Sink::Memory(statements) => std::mem::take(&mut lock(statements)),
            Sink::Call(_) => Vec::new(),
        }
    }
}

impl Default for QueryLog {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for QueryLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryLog").field("binds", &self.binds).finish_non_exhaustive()
    }
}

impl Observer for QueryLog {
    fn finished(&self, statement: &Statement) {
        // Another observer of the same connection may have asked for the binds.
        let stripped = (!self.binds && statement.binds.is_some()).then(|| statement.without_binds());
        let statement = stripped.as_ref().unwrap_or(statement);
        match &self.sink {
            Sink::Memory(statements) => lock(statements).push(statement.clone()),
            Sink::Call(sink) => sink(statement),
        }
    }

    fn rows(&self, id: StatementId, rows: usize) {
        if let Sink::Memory(statements) = &self.sink
            && let Some(statement) = lock(statements).iter_mut().rev().find(|statement| statement.id == id)
        {
            statement.rows = Some(rows);
        }
    }

    fn wants_binds(&self) -> bool {
        self.binds
    }
}

/// One line: `0.120 ms  3 rows  SELECT … -- binds: [1]`.
impl Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ms  ", self.elapsed.as_secs_f64() * 1e3)?;
        match self.rows {
            Some(1) => f.write_str("1 row  ")?,
            Some(rows) => write!(f, "{rows} rows  ")?,
            None => {}
        }
        f.write_str(&self.sql)?;
        if let Some(binds) = &self.binds {
            write!(f, " -- binds: {binds}")?;
        }
        match &self.error {
            Some(error) => write!(f, " -- failed: {error}"),
            None => Ok(()),
        }
    }
}
