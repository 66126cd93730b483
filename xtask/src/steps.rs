//! What is checked, in order: what fails fast comes first.
//!
//! All steps but the last build with all features, so that the dependencies are built once.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One command of cargo.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Option<(&'static str, &'static str)>,
}

fn step(name: &'static str, about: &'static str, arguments: &str) -> Step {
    let arguments = arguments.split_whitespace().map(str::to_owned).collect();
    Step { name, about, arguments, environment: None }
}

/// The steps of `cargo xtask test`.
pub(crate) fn test() -> Vec<Step> {
    let tests = if has_nextest() {
        "nextest run --workspace --all-features"
    } else {
        "test --workspace --all-features --lib --bins --tests"
    };
    let mut steps = vec![
        step("format", "the code is formatted", "fmt --all --check"),
        step("lint", "clippy, with warnings denied", "clippy --workspace --all-targets --all-features -- -D warnings"),
        step("tests", "unit, integration and compile-fail tests", tests),
        step("doctests", "the code in the documentation", "test --workspace --all-features --doc"),
        Step {
            environment: Some(("RUSTDOCFLAGS", "-D warnings")),
            ..step("docs", "the documentation itself", "doc --workspace --all-features --no-deps")
        },
    ];
    steps.extend(
        examples().iter().map(|name| {
            step("examples", "every example runs", &format!("run --quiet --all-features --example {name}"))
        }),
    );
    steps.push(step(
        "features",
        "the library with SQLite only",
        "clippy --package kinfolk --lib --no-default-features --features sqlite -- -D warnings",
    ));
    steps
}

/// `cargo xtask bench`.
pub(crate) fn bench(arguments: &[String]) -> Step {
    let mut bench = step("bench", "the benchmarks", "bench --all-features --benches");
    bench.arguments.extend_from_slice(arguments);
    bench
}

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The examples by name, sorted: `examples/<name>.rs` and `examples/<name>/main.rs`.
fn examples() -> Vec<String> {
    // No folder, no examples.
    let entries = std::fs::read_dir(root().join("examples")).into_iter().flatten().flatten();
    let is_example =
        |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs") || path.join("main.rs").is_file();
    let paths = entries.map(|entry| entry.path()).filter(is_example);
    let mut names: Vec<_> = paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

fn has_nextest() -> bool {
    let mut version = Command::new(crate::run::cargo());
    version.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}
