//! `assert_queries!`: how many queries a piece of code sends.

use super::attach::{Attached, Watch, would_lose};
use super::observer::lock;
use super::{Observer, StatementId, StatementKind};
use std::fmt::{Debug, Write};
use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};
use std::sync::{Arc, Mutex};

/// Runs a block and panics, with the list of statements, when it sends another number of queries than expected.
///
/// `assert_queries!(connection, expected, { block })`: the connection is a `&mut` to any connection that can be
/// [watched](crate::instrument::Watch), synchronous or not; the expected number is a `usize` or a range of them. The
/// block may use the connection, `.await` and `?`; its value is the value of the macro.
///
/// Statements that begin, end or mark a transaction are listed but not counted. A block that is left early, by `?`,
/// `return` or a panic, is not checked. Whatever was [installed](crate::instrument::Instruments) on the connection
/// before goes on seeing every statement.
///
/// # Panics
///
/// When the number differs; and when the connection has an instrumentation of another make, which Diesel gives no way
/// to keep: install that as `Instruments::around(mine)`.
///
/// # Examples
///
/// ```
/// use diesel::prelude::*;
/// use diesel::sql_types::Integer;
/// use kinfolk::assert_queries;
///
/// let conn = &mut SqliteConnection::establish(":memory:")?;
/// let two = assert_queries!(conn, 1, {
///     diesel::select(2.into_sql::<Integer>()).get_result::<i32>(conn)?
/// });
/// assert_eq!(two, 2);
///
/// assert_queries!(conn, ..=3, {
///     diesel::sql_query("SELECT 1").execute(conn)?;
/// });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ```should_panic
/// use diesel::prelude::*;
/// use kinfolk::assert_queries;
///
/// let conn = &mut SqliteConnection::establish(":memory:").unwrap();
/// assert_queries!(conn, 0, { diesel::sql_query("SELECT 1").execute(conn).unwrap() });
/// ```
#[macro_export]
macro_rules! assert_queries {
    ($conn:expr, $expected:expr, $block:block $(,)?) => {{
        let expectation = $crate::instrument::Expectation::start($conn, $expected);
        let value = $block;
        expectation.check();
        value
    }};
}

/// A number of queries, or a range of it, for [`assert_queries!`](crate::assert_queries).
pub trait QueryRange: Debug + Send + Sync + 'static {
    /// Whether so many queries are as expected.
    fn allows(&self, queries: usize) -> bool;
    /// As it reads in "expected … queries".
    fn describe(&self) -> String {
        format!("{self:?}")
    }
}

impl QueryRange for usize {
    fn allows(&self, queries: usize) -> bool {
        *self == queries
    }
}

macro_rules! ranges {
    ($($range:ident)*) => {$(
        impl QueryRange for $range<usize> {
            fn allows(&self, queries: usize) -> bool {
                self.contains(&queries)
            }
        }
    )*};
}

ranges! { Range RangeFrom RangeInclusive RangeTo RangeToInclusive }

/// What [`assert_queries!`](crate::assert_queries) holds while its block runs.
#[doc(hidden)]
pub struct Expectation {
    sent: Arc<Sent>,
    expected: Box<dyn QueryRange>,
    _attached: Attached,
}

#[derive(Default)]
struct Sent(Mutex<Vec<(StatementKind, String)>>);

impl Observer for Sent {
    fn started(&self, _: StatementId, sql: &str, kind: StatementKind) {
        lock(&self.0).push((kind, sql.to_owned()));
    }
}

impl Expectation {
    /// Starts to count.
    #[track_caller]
    pub fn start<Mode>(conn: &mut impl Watch<Mode>, expected: impl QueryRange) -> Self {
        assert!(
            !would_lose(conn),
            "the connection has an instrumentation that is not kinfolk's, and Diesel gives no way to keep it: install \
             it as `conn.set_instrumentation(kinfolk::instrument::Instruments::around(yours))`"
        );
        let sent = Arc::new(Sent::default());
        let attached = Attached::new(conn, sent.clone());
        Self { sent, expected: Box::new(expected), _attached: attached }
    }

    /// Panics when the number of queries is not as expected.
    #[track_caller]
    pub fn check(self) {
        let sent = std::mem::take(&mut *lock(&self.sent.0));
        let queries = sent.iter().filter(|(kind, _)| *kind == StatementKind::Query).count();
        assert!(self.expected.allows(queries), "{}", difference(&*self.expected, queries, &sent));
    }
}

fn difference(expected: &dyn QueryRange, queries: usize, sent: &[(StatementKind, String)]) -> String {
    let plural = if expected.describe() == "1" { "query" } else { "queries" };
    let were = if queries == 1 { "was" } else { "were" };
    let mut message = format!("expected {} {plural}, {queries} {were} sent", expected.describe());
    let mut number = 0;
    for (kind, sql) in sent {
        // Writing to a String does not fail.
        let _ = if *kind == StatementKind::Query {
            number += 1;
            write!(message, "\n{number:>4}. {sql}")
        } else {
            write!(message, "\n   -  {sql}")
        };
    }
    message
}
