//! The instrumentation that kinfolk puts on a connection: it tells its observers what happens.

use super::observer::{Observer, lock};
use super::secret::{mask_literals, mask_url, mask_values};
use super::{Statement, StatementId, StatementKind, sql_text};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

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
        Self {
            inner: Some(Box::new(inner)),
            ..Self::default()
        }
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
        StatementId {
            connection: self.shared.connection(),
            number,
        }
    }

    fn start(&mut self, observers: &Observers, sql: String, kind: StatementKind) {
        let number = self.next;
        self.next += 1;
        self.shared.last.store(number, Ordering::Relaxed);
        self.shared.is_running.store(true, Ordering::Relaxed);
        self.shared.rows.store(UNKNOWN, Ordering::Relaxed);
        observers
            .iter()
            .for_each(|observer| observer.started(self.id(number), &sql, kind));
        if self.running.len() == MAX_RUNNING {
            self.running.remove(0);
        }
        // Last, so that the time of the observers is not counted.
        self.running.push(Running {
            number,
            sql,
            since: Instant::now(),
        });
    }

    /// The statement that has ended, and how long it ran; unknown when it began before anyone looked.
    fn end(&mut self, sql: impl FnOnce() -> String) -> (Running, Duration) {
        let now = Instant::now();
        let running = if self.running.len() == 1 {
            self.running.pop()
        } else {
            let sql = sql();
            let at = self.running.iter().rposition(|running| running.sql == sql);
            at.map(|at| self.running.remove(at)).or_else(|| {
                self.next += 1;
                Some(Running {
                    number: self.next - 1,
                    sql,
                    since: now,
                })
            })
        };
        self.shared.is_running.store(false, Ordering::Relaxed);
        let running = running.unwrap_or(Running {
            number: self.next,
            sql: String::new(),
            since: now,
        });
        let elapsed = now.duration_since(running.since);
        (running, elapsed)
    }

    fn observe(&mut self, observers: &Observers, event: &InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { query, .. } => {
                let sql = mask_literals(sql_text::sql(*query));
                let kind = StatementKind::of(&sql);
                self.start(observers, sql, kind);
            }
            InstrumentationEvent::FinishQuery { query, error, .. } => {
                let (running, elapsed) = self.end(|| mask_literals(sql_text::sql(*query)));
                let rows = self.shared.rows.swap(UNKNOWN, Ordering::Relaxed);
                let binds = || sql_text::binds(*query, &running.sql);
                finish(
                    observers,
                    &Statement {
                        id: self.id(running.number),
                        kind: StatementKind::of(&running.sql),
                        binds: observers
                            .iter()
                            .any(|observer| observer.wants_binds())
                            .then(binds)
                            .flatten(),
                        elapsed,
                        rows: usize::try_from(rows).ok(),
                        error: error.map(|error| {
                            mask_values(error.to_string(), &binds().unwrap_or_default())
                        }),
                        sql: running.sql.clone(),
                    },
                );
            }
            InstrumentationEvent::StartEstablishConnection { .. } => {
                self.start(observers, CONNECT.to_owned(), StatementKind::Connect);
            }
            InstrumentationEvent::FinishEstablishConnection { url, error, .. } => {
                let (running, elapsed) = self.end(|| CONNECT.to_owned());
                finish(
                    observers,
                    &Statement {
                        id: self.id(running.number),
                        kind: StatementKind::Connect,
                        binds: None,
                        elapsed,
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
    observers
        .iter()
        .for_each(|observer| observer.finished(statement));
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

type Observers = Arc<[Arc<dyn Observer>]>;

/// No rows reported.
const UNKNOWN: u64 = u64::MAX;

/// What guards and meters hold of a connection's instruments, without borrowing the connection.
pub(super) struct Shared {
    /// Replaced as a whole, so that an observer may come or go while others are being told.
    observers: Mutex<Observers>,
    rows: AtomicU64,
    last: AtomicU64,
    is_running: AtomicBool,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            observers: Mutex::new(Arc::new([])),
            rows: AtomicU64::new(UNKNOWN),
            last: AtomicU64::new(0),
            is_running: AtomicBool::new(false),
        }
    }
}

impl Shared {
    pub(super) fn add(&self, observer: Arc<dyn Observer>) {
        let mut observers = lock(&self.observers);
        *observers = observers.iter().cloned().chain([observer]).collect();
    }

    pub(super) fn remove(&self, observer: &Arc<dyn Observer>) {
        let mut observers = lock(&self.observers);
        *observers = observers
            .iter()
            .filter(|other| !Arc::ptr_eq(other, observer))
            .cloned()
            .collect();
    }

    pub(super) fn observers(&self) -> Observers {
        lock(&self.observers).clone()
    }

    /// Told apart by address: no two connections share one.
    fn connection(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// Rows of the statement that runs, or of the last one when it has ended already.
    pub(super) fn report_rows(&self, rows: usize) {
        if self.is_running.load(Ordering::Relaxed) {
            self.rows.store(rows as u64, Ordering::Relaxed);
        } else {
            let id = StatementId {
                connection: self.connection(),
                number: self.last.load(Ordering::Relaxed),
            };
            self.observers()
                .iter()
                .for_each(|observer| observer.rows(id, rows));
        }
    }
}
