//! The N+1 detector.

use super::attach::{Attached, Watch, instruments};
use super::observer::lock;
use super::runs::Runs;
use super::{Observer, Repetition, StatementId, StatementKind, origin};
use crate::relation::RelationInfo;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Finds statements of one shape that run again and again: the N+1 queries of a loop that loads row by row.
///
/// It says how often, where in the program, and, when it knows the [relations](Self::relations) of the schema, which
/// relation would load it all at once. It watches a piece of code ([`scope`](Self::scope)), or a connection for all its
/// life ([`install`](Self::install)). Clones share their reports.
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::instrument::NPlusOne;
/// use kinfolk::relation::{RelationInfo, RelationKind};
/// # diesel::table! { users { id -> Integer, name -> Text } }
/// # diesel::table! { articles { id -> Integer, author_id -> Integer } }
/// # let conn = &mut SqliteConnection::establish(":memory:")?;
/// # diesel::connection::SimpleConnection::batch_execute(conn, "
/// #     CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
/// #     CREATE TABLE articles (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL);
/// #     INSERT INTO users VALUES (1, 'Ada');
/// #     INSERT INTO articles (author_id) VALUES (1), (1), (1), (1), (1), (1);")?;
///
/// static RELATIONS: &[RelationInfo] = &[RelationInfo {
///     name: "author",
///     module: "articles",
///     kind: RelationKind::BelongsTo,
///     owner: "articles",
///     owner_columns: &["author_id"],
///     target: "users",
///     target_columns: &["id"],
///     through: None,
/// }];
///
/// let scope = NPlusOne::new().relations(RELATIONS).scope(conn);
/// let articles: Vec<(i32, i32)> = articles::table.load(conn)?;
/// for (_, author_id) in articles {
///     users::table.find(author_id).first::<(i32, String)>(conn)?;
/// }
/// let found = scope.finish();
///
/// assert_eq!(found[0].count(), 6);
/// assert!(found[0].to_string().contains("load `articles::rel::author` with `include`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct NPlusOne {
    threshold: usize,
    window: Duration,
    relations: &'static [RelationInfo],
    on_report: Option<Arc<dyn Fn(&Repetition) + Send + Sync>>,
    found: Found,
}

type Found = Arc<Mutex<Vec<Repetition>>>;

/// More shapes than this are not kept by a detector that is installed for good.
const MAX_FOUND: usize = 256;

impl NPlusOne {
    /// A detector that reports what runs five times, and knows no relations.
    pub fn new() -> Self {
        Self { threshold: 5, window: Duration::from_secs(1), relations: &[], on_report: None, found: Found::default() }
    }

    /// How often a statement must run to be reported; at least twice.
    #[must_use]
    pub fn threshold(mut self, times: usize) -> Self {
        self.threshold = times.max(2);
        self
    }

    /// For a connection that is watched all its life: a pause as long as this ends a run of repetitions, one second
    /// unless told otherwise. The `SELECT 1` by which pools check a connection ends it too.
    #[must_use]
    pub fn window(mut self, pause: Duration) -> Self {
        self.window = pause;
        self
    }

    /// The relations of the schema, `schema::RELATIONS`, to name the one that would load it all at once.
    #[must_use]
    pub fn relations(mut self, relations: &'static [RelationInfo]) -> Self {
        self.relations = relations;
        self
    }

    /// Calls a closure when a statement reaches the threshold, once for each shape.
    #[must_use]
    pub fn on_report(mut self, call: impl Fn(&Repetition) + Send + Sync + 'static) -> Self {
        self.on_report = Some(Arc::new(call));
        self
    }

    /// Watches a connection until the scope is [finished](Scope::finish) or dropped. The connection stays free to use,
    /// in asynchronous code too.
    #[track_caller]
    pub fn scope<Mode>(&self, conn: &mut impl Watch<Mode>) -> Scope {
        let found = Found::default();
        let config = Self { found: found.clone(), ..self.clone() };
        let detector = Detector { config, scope: Some(Location::caller()), runs: Mutex::default() };
        Scope { found, _attached: Attached::new(conn, Arc::new(detector)) }
    }

    /// Watches a connection all its life, for services. What it finds is told to [`on_report`](Self::on_report) and
    /// kept in [`reports`](Self::reports).
    pub fn install<Mode>(&self, conn: &mut impl Watch<Mode>) {
        instruments(conn).add(Arc::new(self.observer()));
    }

    /// The same for [`Instruments::with`](super::Instruments::with); each connection needs one of its own.
    ///
    /// ```
    /// use diesel::connection::set_default_instrumentation;
    /// use kinfolk::instrument::{Instruments, NPlusOne};
    /// use std::sync::LazyLock;
    ///
    /// static DETECTOR: LazyLock<NPlusOne> =
    ///     LazyLock::new(|| NPlusOne::new().on_report(|repetition| eprintln!("{repetition}")));
    ///
    /// set_default_instrumentation(|| Some(Box::new(Instruments::new().with(DETECTOR.observer()))))?;
    /// # Ok::<(), diesel::result::Error>(())
    /// ```
    pub fn observer(&self) -> impl Observer + use<> {
        Detector { config: self.clone(), scope: None, runs: Mutex::default() }
    }

    /// What was found on the connections where it is installed, each shape once with its longest run.
    pub fn reports(&self) -> Vec<Repetition> {
        lock(&self.found).clone()
    }
}

impl Default for NPlusOne {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for NPlusOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NPlusOne")
            .field("threshold", &self.threshold)
            .field("window", &self.window)
            .field("relations", &self.relations.len())
            .finish_non_exhaustive()
    }
}

/// A piece of code that is watched, from [`NPlusOne::scope`].
#[must_use = "it stops to watch when it is dropped"]
pub struct Scope {
    found: Found,
    _attached: Attached,
}

impl Scope {
    /// Stops to watch and says what was found, in the order in which it reached the threshold.
    pub fn finish(self) -> Vec<Repetition> {
        std::mem::take(&mut lock(&self.found))
    }
}

/// Runs a closure and says which statements of one shape it ran again and again: five times or more. For other
/// thresholds and for advice on relations, see [`NPlusOne`]; for asynchronous code, [`NPlusOne::scope`].
///
/// ```
/// use diesel::prelude::*;
/// use kinfolk::instrument::detect_n_plus_one;
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// let (result, found) = detect_n_plus_one(&mut conn, |conn| {
///     (0..7).try_for_each(|i| diesel::sql_query(format!("SELECT {i}")).execute(conn).map(drop))
/// });
/// result?;
/// assert_eq!((found[0].shape(), found[0].count()), ("SELECT ?", 7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn detect_n_plus_one<C, R>(conn: &mut C, run: impl FnOnce(&mut C) -> R) -> (R, Vec<Repetition>)
where
    C: diesel::Connection,
{
    let scope = NPlusOne::new().scope(conn);
    let value = run(conn);
    (value, scope.finish())
}

struct Detector {
    config: NPlusOne,
    /// Where it began; `None` for one that is installed for good.
    scope: Option<&'static Location<'static>>,
    runs: Mutex<Runs>,
}

impl Detector {
    /// A detector for good needs to know when one piece of work ends and the next begins.
    fn window(&self) -> Option<Duration> {
        self.scope.is_none().then_some(self.config.window)
    }

    fn report(&self, shape: &str, count: usize, runs: &Runs) {
        let mut found = lock(&self.config.found);
        if let Some(known) = found.iter_mut().find(|known| known.shape == shape) {
            known.count = known.count.max(count);
            return;
        }
        if count != self.config.threshold || found.len() == MAX_FOUND {
            return;
        }
        let repetition = Repetition {
            shape: shape.to_owned(),
            count,
            origins: origin::here(),
            scope: self.scope,
            relations: runs.relations(shape, self.config.relations, self.window()),
        };
        found.push(repetition.clone());
        // The closure may well look at the reports.
        drop(found);
        if let Some(call) = &self.config.on_report {
            call(&repetition);
        }
    }
}

impl Observer for Detector {
    fn started(&self, _: StatementId, sql: &str, kind: StatementKind) {
        if kind != StatementKind::Query {
            return;
        }
        let mut runs = lock(&self.runs);
        if self.scope.is_none() && sql == "SELECT 1" {
            runs.end();
            return;
        }
        let (shape, count) = runs.add(sql, self.window());
        if count >= self.config.threshold {
            self.report(&shape, count, &runs);
        }
    }
}
