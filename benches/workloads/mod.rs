//! The workloads of the benchmarks and the contenders that load them.
//!
//! - W1: 100 users × 10 posts × 10 comments, nested; whole tables, and the same rows through a filter.
//! - W2: a page of 20 of 10,000 articles, newest first, with author, 3 tags each, 20 remarks each with their authors.
//! - W3: one parent by its key, with its 3 children.
//! - W4: 10,000 articles, each with its author; there are 100.
//!
//! What is run on each database is in `plain` and `asynchronous`. What is run on one of them besides is added in its own
//! file: there, connections have a type, and everything that kinfolk does on this database can be called.
// Each benchmark uses a part.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::cast_sign_loss)]

#[cfg(feature = "async")]
pub mod asynchronous;
#[cfg(all(feature = "async", any(feature = "postgres", feature = "mysql")))]
#[path = "../../tests/support/delay.rs"]
mod delay;
pub mod diesel_side;
#[cfg(all(feature = "async", any(feature = "postgres", feature = "mysql")))]
pub mod distance;
pub mod kinfolk_side;
pub mod models;
#[cfg(all(feature = "mysql", feature = "async"))]
pub mod mysql;
pub mod plain;
#[cfg(all(feature = "postgres", feature = "async"))]
pub mod postgres;
pub mod rusqlite_side;
pub mod schema;
#[cfg(all(feature = "async", any(feature = "postgres", feature = "mysql")))]
pub mod server;
pub mod sqlite;
#[path = "../../tests/support/mod.rs"]
mod support;

use diesel::QueryResult;

/// The tables, in SQL that each database understands, and their rows but for those of W1.
const DATA: &str = include_str!("data.sql");
/// The rows of W1, as they came in over time.
const SCATTERED: &str = include_str!("scattered.sql");

/// Something about a loaded row and all below it, by which loads are compared.
pub trait Sum {
    fn sum(&self) -> usize;
}

/// The sum of what was loaded.
fn total<T: Sum>(loaded: QueryResult<Vec<T>>) -> usize {
    loaded.expect("a load that succeeds").iter().map(Sum::sum).sum()
}

/// Loads once and returns a sum over what was loaded.
pub type Load<'a> = Box<dyn FnMut() -> usize + 'a>;

/// Who loads a workload.
pub struct Contender<'a> {
    pub name: &'static str,
    /// The ratio to Diesel by hand that is aimed at.
    pub target: Option<f64>,
    pub load: Load<'a>,
}

impl<'a> Contender<'a> {
    pub fn new(name: &'static str, load: impl FnMut() -> usize + 'a) -> Self {
        Self { name, target: None, load: Box::new(load) }
    }
}

/// One workload: its name and who loads it. Diesel by hand comes first.
pub struct Workload<'a> {
    pub name: &'static str,
    pub contenders: Vec<Contender<'a>>,
}

/// Workloads of which others add contenders and targets.
pub struct Workloads<'a>(Vec<Workload<'a>>);

impl<'a> Workloads<'a> {
    fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds contenders to the workload of this name, which is made where it is not there.
    fn add(&mut self, name: &'static str, contenders: impl IntoIterator<Item = Contender<'a>>) {
        match self.0.iter_mut().find(|workload| workload.name == name) {
            Some(workload) => workload.contenders.extend(contenders),
            None => self.0.push(Workload { name, contenders: contenders.into_iter().collect() }),
        }
    }

    /// Sets what is aimed at.
    fn target(&mut self, name: &str, contender: &str, target: f64) {
        let workload = self.0.iter_mut().find(|workload| workload.name == name).expect("a workload of this name");
        let contender = workload.contenders.iter_mut().find(|one| one.name == contender);
        contender.expect("a contender of this name").target = Some(target);
    }

    /// The workloads, whose contenders all load the same.
    pub fn checked(self) -> Vec<Workload<'a>> {
        let mut workloads = self.0;
        for workload in &mut workloads {
            let sums: Vec<_> = workload.contenders.iter_mut().map(|one| (one.name, (one.load)())).collect();
            assert!(sums.iter().all(|(_, sum)| *sum == sums[0].1), "{} differs: {sums:?}", workload.name);
        }
        workloads
    }
}
