//! The workloads on SQLite in memory, with rusqlite beside the others.

use super::plain;
use super::rusqlite_side as r;
use super::{Contender, DATA, SCATTERED, Sum, Workload, Workloads, total};
use diesel::SqliteConnection;
use diesel::connection::{Connection as _, SimpleConnection};
use std::cell::RefCell;

/// How the rows of W1 lie on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As they came in over time.
    Scattered,
    /// Those of one parent together.
    Together,
}

/// The databases: the same rows for each library.
pub struct Databases {
    diesel: RefCell<SqliteConnection>,
    rusqlite: rusqlite::Connection,
}

impl Databases {
    pub fn new(layout: Layout) -> Self {
        let trees = match layout {
            Layout::Scattered => SCATTERED,
            Layout::Together => include_str!("together.sql"),
        };
        let mut diesel = SqliteConnection::establish(":memory:").expect("a database in memory");
        diesel.batch_execute(&[DATA, trees].concat()).expect("the rows");
        let rusqlite = rusqlite::Connection::open_in_memory().expect("a database in memory");
        rusqlite.set_prepared_statement_cache_capacity(64);
        rusqlite.execute_batch(&[DATA, trees].concat()).expect("the rows");
        Self { diesel: RefCell::new(diesel), rusqlite }
    }

    pub fn workloads(&self) -> Workloads<'_> {
        let mut all = plain::workloads(&self.diesel);
        all.add("W1 whole tables", [self.rusqlite(r::trees)]);
        all.add("W1 filtered", [self.rusqlite(r::filtered_trees)]);
        all.add("W2 page", [self.rusqlite(r::page)]);
        all.add("W3 one parent", [self.rusqlite(|conn| r::family(conn, 77))]);
        all.add("W4 to-one", [self.rusqlite(r::headlines)]);
        let targets = [
            ("W1 whole tables", 0.60),
            ("W1 filtered", 0.95),
            ("W2 page", 0.80),
            ("W3 one parent", 0.40),
            ("W4 to-one", 0.60),
        ];
        for (workload, target) in targets {
            all.target(workload, "kinfolk", target);
        }
        all
    }

    fn rusqlite<'a, T: Sum>(
        &'a self,
        load: impl Fn(&rusqlite::Connection) -> rusqlite::Result<Vec<T>> + 'a,
    ) -> Contender<'a> {
        Contender::new("rusqlite", move || total(Ok(load(&self.rusqlite).expect("rusqlite"))))
    }
}

/// Hands out groups of workloads under their titles.
pub fn groups(take: &mut dyn FnMut(&str, Vec<Workload<'_>>)) {
    take("SQLite in memory", Databases::new(Layout::Scattered).workloads().checked());
    let together = Databases::new(Layout::Together);
    let mut trees = together.workloads().checked();
    trees.retain(|workload| workload.name.starts_with("W1"));
    take("SQLite in memory, rows of one parent together", trees);
}
