//! How long the compiler takes for a schema with projections, next to the same loads with Diesel by hand.
//!
//! Writes two crates to `target/compile_time`: one schema of 40 tables and 160 relations, once with 80 projections and
//! once with the 160 queries that do the same by hand. Both are built for debugging, without incremental compilation;
//! what they depend on is built before the clock starts.
#![allow(missing_docs, clippy::print_stdout)]

#[path = "compile_time/write.rs"]
mod write;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;
const TARGET: f64 = 1.3;

fn main() {
    // A filter means one of the other benchmarks.
    let mut filters = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    if filters.any(|filter| !"compile_time".contains(&filter)) {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = root.join("target/compile_time");
    write::workspace(&workspace, root).expect("the crates can be written");
    // Everything both crates need, and a check that they compile.
    build(&workspace, "by_tokens", Stdio::inherit);
    build(&workspace, "by_hand", Stdio::inherit);
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (name, times) in ["by_hand", "by_tokens"].into_iter().zip(&mut times) {
            times.push(time(&workspace, name));
        }
    }
    let [by_hand, by_tokens] = times.map(median);
    println!("160 queries by hand     {by_hand:>8.2?}");
    println!("80 projections          {by_tokens:>8.2?}");
    println!("ratio                   {:>8.2}   target {TARGET}", by_tokens.as_secs_f64() / by_hand.as_secs_f64());
}

fn time(workspace: &Path, name: &str) -> Duration {
    let source: PathBuf = workspace.join(name).join("src/lib.rs");
    let text = std::fs::read(&source).expect("the crate has a source");
    // Written again, so that cargo builds it again.
    std::fs::write(&source, text).expect("the source can be written");
    let start = Instant::now();
    build(workspace, name, Stdio::null);
    start.elapsed()
}

fn build(workspace: &Path, name: &str, output: fn() -> Stdio) {
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--package", name, "--target-dir"])
        .arg(workspace.join("target"))
        .current_dir(workspace)
        .env("CARGO_INCREMENTAL", "0")
        .stderr(output())
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{name} does not compile");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
