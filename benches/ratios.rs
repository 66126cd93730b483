//! What a nested load costs next to the same load written with Diesel by hand.
//!
//! Each round runs all contenders of a workload one after the other, so that whatever else the machine does meets all
//! of them; the ratio is the median over the rounds. `cargo bench --bench ratios W3` runs one workload, and a number
//! after it (`W3 kinfolk 1000`) runs one contender so many times and measures nothing: for a profiler.
#![allow(missing_docs, clippy::print_stdout, clippy::cast_precision_loss)]

mod workloads;

use std::hint::black_box;
use std::time::{Duration, Instant};
use workloads::{Databases, Layout, Load, Workload};

const ROUNDS: usize = 31;
/// How long one contender runs in one round.
const SLICE: Duration = Duration::from_millis(12);

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let (databases, together) = (Databases::new(Layout::Scattered), Databases::new(Layout::Together));
    let mut workloads = databases.workloads();
    for mut workload in together.workloads().into_iter().filter(|workload| workload.name.starts_with("W1")) {
        workload.name = if workload.name.ends_with("filtered") { "W1 f., together" } else { "W1 w., together" };
        workloads.push(workload);
    }
    if let Some(name) = arguments.first() {
        workloads.retain(|workload| workload.name.starts_with(name.as_str()));
    }
    if let [_, contender, times] = arguments.as_slice() {
        repeat(&mut workloads, contender, times.parse().expect("a number of runs"));
        return;
    }
    println!("{:<18}{:<22}{:>12}{:>9}{:>9}", "workload", "contender", "median", "ratio", "target");
    for workload in workloads {
        measure(workload);
    }
}

fn measure(mut workload: Workload<'_>) {
    let times: Vec<_> = workload.contenders.iter_mut().map(|(_, load)| times_in_slice(load)).collect();
    let mut rounds = vec![Vec::with_capacity(ROUNDS); workload.contenders.len()];
    for _ in 0..ROUNDS {
        for (((_, load), times), round) in workload.contenders.iter_mut().zip(&times).zip(&mut rounds) {
            let start = Instant::now();
            for _ in 0..*times {
                black_box(load());
            }
            round.push(start.elapsed().as_secs_f64() / f64::from(*times));
        }
    }
    for ((name, _), round) in workload.contenders.iter().zip(&rounds) {
        let ratios = round.iter().zip(&rounds[0]).map(|(this, by_hand)| this / by_hand);
        let (time, ratio) = (median(round.iter().copied()) * 1e6, median(ratios));
        let target = if *name == "kinfolk" { format!("{:.2}", workload.target) } else { String::new() };
        println!("{:<18}{name:<22}{time:>9.1} µs{ratio:>9.2}{target:>9}", workload.name);
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

fn repeat(workloads: &mut [Workload<'_>], contender: &str, times: usize) {
    let contenders = workloads.iter_mut().flat_map(|workload| &mut workload.contenders);
    for (_, load) in contenders.filter(|(name, _)| *name == contender) {
        for _ in 0..times {
            black_box(load());
        }
    }
}
