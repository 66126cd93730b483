//! The instrumentation that kinfolk puts on a connection: it tells its observers what happens.

use super::observer::Observer;
use super::secret::{mask_literals, mask_url, mask_values};
use super::shared::{Observers, Shared, UNKNOWN};
use super::{Statement, StatementId, StatementKind, sql_text};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Any number of observers on one connection, and at most one instrumentation of another make.
///
/// [`QueryLog::install`](super::QueryLog::install) and its like put one on a connection by themselves. Make it by hand
/// for all connections of a service, or to keep an instrumentation of your own: Diesel has room for one on each
/// connection, and no way to get it back from there.
///
/// ```
/// use diesel::connection::InstrumentationEvent;
/// use diesel::prelude::*;
/// use kinfolk::assert_queries;
/// use kinfolk::instrument::{Instruments, QueryLog};
///
/// let mine = |event: InstrumentationEvent<'_>| eprintln!("{event:?}");
/// let log = QueryLog::new();
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// conn.set_instrumentation(Instruments::around(mine).with(log.clone()));
///
/// // `mine` and `log` go on seeing every event
/// assert_queries!(&mut conn, 1, { diesel::sql_query("SELECT 1").execute(&mut conn)? });
/// assert_eq!(log.statements().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// For all connections that a service opens, pools included:
///
/// ```
/// use diesel::connection::set_default_instrumentation;
/// use kinfolk::instrument::{Instruments, QueryLog};
///
/// set_default_instrumentation(|| Some(Box::new(Instruments::new().with(QueryLog::to_stderr()))))?;
/// # use diesel::{Connection, RunQueryDsl, SqliteConnection, connection::InstrumentationEvent};
/// # use std::sync::{LazyLock, Mutex};
/// # static LOG: LazyLock<QueryLog> = LazyLock::new(QueryLog::new);
/// # let one = |conn: &mut SqliteConnection| {
/// #     kinfolk::assert_queries!(conn, 1, { diesel::sql_query("SELECT 1").execute(conn).unwrap() })
/// # };
/// # set_default_instrumentation(|| Some(Box::new(Instruments::new().with(LOG.clone()))))?;
/// # one(&mut SqliteConnection::establish(":memory:").unwrap());
/// # SqliteConnection::establish("/no/such/secret/file").err().unwrap();
/// # let told: Vec<_> = LOG.take().iter().map(|it| it.to_string()).collect();
/// # assert!(told[0].ends_with("(connect)") && told[1].ends_with("SELECT 1"), "{told:?}");
/// # assert!(told[2].contains("(connect) -- failed: ") && !told[2].contains("secret"), "{told:?}");
/// # // a default of another make is kept too
/// # static SEEN: Mutex<usize> = Mutex::new(0);
/// # set_default_instrumentation(|| Some(Box::new(|event: InstrumentationEvent<'_>| {
/// #     *SEEN.lock().unwrap() += usize::from(matches!(event, InstrumentationEvent::FinishQuery { .. }));
/// # })))?;
/// # one(&mut SqliteConnection::establish(":memory:").unwrap());
/// # assert_eq!(*SEEN.lock().unwrap(), 1);
/// # Ok::<(), diesel::result::Error>(())
/// ```
#[derive(Default)]
pub struct Instruments {
    shared: Arc<Shared>,
    inner: Option<Box<dyn Instrumentation>>,
    /// Statements sent and not yet ended: one, save on pipelined connections. One whose values could not be bound never
    /// ends; it is pushed out by later ones.
    running: Vec<Running>,
    next: u64,
}

struct Running {
    number: u64,
    sql: String,
    since: Instant,
}

/// More than this are not kept as running; see [`Instruments::running`].
const MAX_RUNNING: usize = 64;

impl Instruments {
    /// No observers yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps another instrumentation: it gets every event, after the observers.
    pub fn around(inner: impl Instrumentation) -> Self {
        Self { inner: Some(Box::new(inner)), ..Self::default() }
    }

    /// Adds an observer.
    #[must_use]
    pub fn with(self, observer: impl Observer) -> Self {
        self.shared.add(Arc::new(observer));
        self
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    fn id(&self, number: u64) -> StatementId {
        StatementId { connection: self.shared.connection(), number }
    }

    fn start(&mut self, observers: &Observers, sql: String, kind: StatementKind) {
        let number = self.next;
        self.next += 1;
        self.shared.last.store(number, Ordering::Relaxed);
        self.shared.is_running.store(true, Ordering::Relaxed);
        self.shared.rows.store(UNKNOWN, Ordering::Relaxed);
        observers.iter().for_each(|observer| observer.started(self.id(number), &sql, kind));
        if self.running.len() == MAX_RUNNING {
            self.running.remove(0);
        }
        // Last, so that the time of the observers is not counted.
        self.running.push(Running { number, sql, since: Instant::now() });
    }

    /// The statement that has ended; one that began before anyone looked begins and ends now.
    fn end(&mut self, sql: impl FnOnce() -> String) -> Running {
        let ended = match (self.running.len(), self.running.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                self.running.extend(last);
                let sql = sql();
                match self.running.iter().rposition(|running| running.sql == sql) {
                    Some(at) => self.running.remove(at),
                    None => {
                        self.next += 1;
                        Running { number: self.next - 1, sql, since: Instant::now() }
                    }
                }
            }
        };
        self.shared.is_running.store(false, Ordering::Relaxed);
        ended
    }

    fn observe(&mut self, observers: &Observers, event: &InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { query, .. } => {
                let sql = mask_literals(sql_text::sql(*query));
                let kind = StatementKind::of(&sql);
                self.start(observers, sql, kind);
            }
            InstrumentationEvent::FinishQuery { query, error, .. } => {
                let running = self.end(|| mask_literals(sql_text::sql(*query)));
                let rows = self.shared.rows.swap(UNKNOWN, Ordering::Relaxed);
                let binds = || sql_text::binds(*query);
                finish(
                    observers,
                    &Statement {
                        id: self.id(running.number),
                        kind: StatementKind::of(&running.sql),
                        binds: observers.iter().any(|observer| observer.wants_binds()).then(binds).flatten(),
                        elapsed: running.since.elapsed(),
                        rows: (rows != UNKNOWN).then_some(rows),
                        error: error.map(|error| mask_values(error.to_string(), &binds().unwrap_or_default())),
                        sql: running.sql.clone(),
                    },
                );
            }
            InstrumentationEvent::StartEstablishConnection { .. } => {
                self.start(observers, CONNECT.to_owned(), StatementKind::Connect);
            }
            InstrumentationEvent::FinishEstablishConnection { url, error, .. } => {
                let running = self.end(|| CONNECT.to_owned());
                finish(
                    observers,
                    &Statement {
                        id: self.id(running.number),
                        kind: StatementKind::Connect,
                        binds: None,
                        elapsed: running.since.elapsed(),
                        rows: None,
                        error: error.map(|error| mask_url(error.to_string(), url)),
                        sql: running.sql,
                    },
                );
            }
            // Transactions come as statements too, and caching changes nothing that is sent.
            _ => {}
        }
    }
}

/// What stands in place of SQL where a connection was established.
const CONNECT: &str = "(connect)";

fn finish(observers: &Observers, statement: &Statement) {
    observers.iter().for_each(|observer| observer.finished(statement));
}

impl Instrumentation for Instruments {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        let observers = self.shared.observers();
        if observers.is_empty() {
            self.running.clear();
        } else {
            self.observe(&observers, &event);
        }
        if let Some(inner) = &mut self.inner {
            inner.on_connection_event(event);
        }
    }
}
