//! The workloads of the benchmarks and the contenders that load them.
//!
//! - W1: 100 users × 10 posts × 10 comments, nested; whole tables, and the same rows through a filter.
//! - W2: a page of 20 of 10,000 articles, newest first, with author, 3 tags each, 20 remarks each with their authors.
//! - W3: one parent by its key, with its 3 children.
//! - W4: 10,000 articles, each with its author; there are 100.
// Each benchmark uses a part.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::cast_sign_loss)]

pub mod diesel_side;
pub mod kinfolk_side;
pub mod models;
pub mod rusqlite_side;
pub mod schema;

use diesel::SqliteConnection;
use diesel::connection::{Connection as _, SimpleConnection};
use std::cell::RefCell;

const DATA: &str = include_str!("data.sql");

/// How the rows of W1 lie on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As they came in over time.
    Scattered,
    /// Those of one parent together.
    Together,
}

/// Loads once and returns a sum over what was loaded.
pub type Load<'a> = Box<dyn FnMut() -> usize + 'a>;

/// One workload: its name, the target as a ratio to Diesel by hand, and who loads it. Diesel by hand comes first.
pub struct Workload<'a> {
    pub name: &'static str,
    /// The ratio to Diesel by hand that is aimed at.
    #[allow(dead_code, reason = "printed by one of the two benchmarks")]
    pub target: f64,
    pub contenders: Vec<(&'static str, Load<'a>)>,
}

/// The databases: the same rows for each library.
pub struct Databases {
    diesel: RefCell<SqliteConnection>,
    rusqlite: rusqlite::Connection,
}

impl Databases {
    pub fn new(layout: Layout) -> Self {
        let trees = match layout {
            Layout::Scattered => include_str!("scattered.sql"),
            Layout::Together => include_str!("together.sql"),
        };
        let mut diesel = SqliteConnection::establish(":memory:").expect("a database in memory");
        diesel.batch_execute(&[DATA, trees].concat()).expect("the rows");
        let rusqlite = rusqlite::Connection::open_in_memory().expect("a database in memory");
        rusqlite.set_prepared_statement_cache_capacity(64);
        rusqlite.execute_batch(&[DATA, trees].concat()).expect("the rows");
        Self { diesel: RefCell::new(diesel), rusqlite }
    }

    /// All workloads. The sums of all contenders of one have been compared.
    pub fn workloads(&self) -> Vec<Workload<'_>> {
        use {diesel_side as d, kinfolk_side as k, rusqlite_side as r};
        macro_rules! diesel {
            ($name:literal, $side:ident::$load:ident($($argument:expr)?), $sum:ident) => {
                ($name, Box::new(|| {
                    $side::$sum(&$side::$load(&mut self.diesel.borrow_mut() $(, $argument)?).expect($name))
                }) as Load<'_>)
            };
        }
        macro_rules! rusqlite {
            ($load:ident($($argument:expr)?), $sum:ident) => {
                ("rusqlite", Box::new(|| d::$sum(&r::$load(&self.rusqlite $(, $argument)?).expect("rusqlite"))) as Load<'_>)
            };
        }
        let mut workloads = vec![
            Workload {
                name: "W1 whole tables",
                target: 0.60,
                contenders: vec![
                    diesel!("diesel", d::trees(), trees_sum),
                    diesel!("kinfolk", k::trees(), trees_sum),
                    diesel!("kinfolk, columns", k::column_trees(), column_trees_sum),
                    rusqlite!(trees(), trees_sum),
                ],
            },
            Workload {
                name: "W1 filtered",
                target: 0.95,
                contenders: vec![
                    diesel!("diesel", d::filtered_trees(), trees_sum),
                    diesel!("kinfolk", k::filtered_trees(), trees_sum),
                    rusqlite!(filtered_trees(), trees_sum),
                ],
            },
            Workload {
                name: "W2 page",
                target: 0.80,
                contenders: vec![
                    diesel!("diesel", d::page(), page_sum),
                    diesel!("kinfolk", k::page(), page_sum),
                    rusqlite!(page(), page_sum),
                ],
            },
            Workload {
                name: "W3 one parent",
                target: 0.40,
                contenders: vec![
                    diesel!("diesel", d::family(77), family_sum),
                    diesel!("diesel, one parent", d::only_family(77), family_sum),
                    diesel!("kinfolk", k::family(77), family_sum),
                    rusqlite!(family(77), family_sum),
                ],
            },
            Workload {
                name: "W4 to-one",
                target: 0.60,
                contenders: vec![
                    diesel!("diesel", d::headlines(), headlines_sum),
                    diesel!("kinfolk", k::headlines(), headlines_sum),
                    rusqlite!(headlines(), headlines_sum),
                ],
            },
        ];
        for workload in &mut workloads {
            let sums: Vec<_> = workload.contenders.iter_mut().map(|(name, load)| (*name, load())).collect();
            assert!(sums.iter().all(|(_, sum)| *sum == sums[0].1), "{} differs: {sums:?}", workload.name);
        }
        workloads
    }
}
