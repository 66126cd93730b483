//! What a nested load costs next to the same load written with Diesel by hand.
//!
//! Each round runs all contenders of a workload one after the other, so that whatever else the machine does meets all
//! of them; the ratio is the median over the rounds. `cargo bench --bench ratios` runs SQLite's; with `--all-features`
//! PostgreSQL's and MariaDB's too, on the servers that `KINFOLK_BENCH_POSTGRES_URL` and `KINFOLK_BENCH_MYSQL_URL` name,
//! those of the tests, or private ones.
//!
//! Arguments choose: databases (`sqlite`, `postgres`, `mysql`), workloads by how their names start (`W1`); a contender
//! and a number after those (`sqlite W3 kinfolk 1000`) run one so many times and measure nothing: for a profiler.
#![allow(missing_docs, clippy::print_stdout, clippy::cast_precision_loss)]

mod workloads;

use std::hint::black_box;
use std::time::{Duration, Instant};
use workloads::{Load, Workload};

const ROUNDS: usize = 31;
/// How long one contender runs in one round.
const SLICE: Duration = Duration::from_millis(12);

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_database = |argument: &String| ["sqlite", "postgres", "mysql"].contains(&argument.as_str());
    let (databases, arguments): (Vec<_>, Vec<_>) = arguments.into_iter().partition(is_database);
    let chosen = |database: &str| databases.is_empty() || databases.iter().any(|one| one == database);
    let mut group = |title: &str, mut workloads: Vec<Workload<'_>>| {
        if let Some(start) = arguments.first() {
            workloads.retain(|workload| workload.name.starts_with(start.as_str()));
        }
        match arguments.as_slice() {
            [_, contender, times] => repeat(workloads, contender, times.parse().expect("a number of runs")),
            _ => measure(title, workloads),
        }
    };
    if chosen("sqlite") {
        workloads::sqlite::groups(&mut group);
    }
    #[cfg(all(feature = "postgres", feature = "async"))]
    if chosen("postgres")
        && let Err(error) = workloads::postgres::groups(&mut group)
    {
        println!("\nPostgreSQL: skipped. {error}");
    }
    #[cfg(all(feature = "mysql", feature = "async"))]
    if chosen("mysql")
        && let Err(error) = workloads::mysql::groups(&mut group)
    {
        println!("\nMariaDB: skipped. {error}");
    }
}

fn measure(title: &str, workloads: Vec<Workload<'_>>) {
    println!("\n{title}\n{:<18}{:<22}{:>12}{:>9}{:>9}", "workload", "contender", "median", "ratio", "target");
    for workload in workloads {
        measure_one(workload);
    }
}

fn measure_one(mut workload: Workload<'_>) {
    let times: Vec<_> = workload.contenders.iter_mut().map(|one| times_in_slice(&mut one.load)).collect();
    let mut rounds = vec![Vec::with_capacity(ROUNDS); workload.contenders.len()];
    for _ in 0..ROUNDS {
        for ((contender, times), round) in workload.contenders.iter_mut().zip(&times).zip(&mut rounds) {
            let start = Instant::now();
            for _ in 0..*times {
                black_box((contender.load)());
            }
            round.push(start.elapsed().as_secs_f64() / f64::from(*times));
        }
    }
    for (contender, round) in workload.contenders.iter().zip(&rounds) {
        let ratios = round.iter().zip(&rounds[0]).map(|(this, by_hand)| this / by_hand);
        let (time, ratio) = (median(round.iter().copied()) * 1e6, median(ratios));
        let target = contender.target.map_or(String::new(), |target| format!("{target:.2}"));
        println!("{:<18}{:<22}{time:>9.1} µs{ratio:>9.2}{target:>9}", workload.name, contender.name);
    }
}

fn times_in_slice(load: &mut Load<'_>) -> u32 {
    let start = Instant::now();
    let mut times = 0;
    while start.elapsed() < SLICE {
        black_box(load());
        times += 1;
    }
    times
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn repeat(workloads: Vec<Workload<'_>>, contender: &str, times: usize) {
    let contenders = workloads.into_iter().flat_map(|workload| workload.contenders);
    for mut contender in contenders.filter(|one| one.name == contender) {
        for _ in 0..times {
            black_box((contender.load)());
        }
    }
}
