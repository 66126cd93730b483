//! Runs the checks of the project: `cargo xtask test`, `cargo xtask bench`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod run;
mod steps;

use std::process::ExitCode;

const HELP: &str = "\
The checks of kinfolk, as its CI runs them.

Usage: cargo xtask <COMMAND>

Commands:
  test [STEP]...      all checks in order, or only the steps named; stops at the first that fails
  bench [ARGUMENT]... the benchmarks; what follows is handed to `cargo bench`
  help                this text

Examples:
  cargo xtask test                  before every push
  cargo xtask test format lint      two steps of it
  cargo xtask bench -- W2           the benchmarks whose names contain W2
";

/// Exit codes as everywhere in the project: 0 done, 1 failed, 2 wrong usage.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, names)) if command == "test" => test(names),
        Some((command, rest)) if command == "bench" => run::all(&[steps::bench(rest)]),
        Some((command, _)) if matches!(command.as_str(), "help" | "-h" | "--help") => {
            print!("{HELP}\nSteps of test:\n{}", describe(&steps::test()));
            ExitCode::SUCCESS
        }
        Some((command, _)) => wrong_usage(&format!("there is no command `{command}`")),
        None => wrong_usage("a command is missing"),
    }
}

fn test(names: &[String]) -> ExitCode {
    let steps = steps::test();
    if let Some(name) = names.iter().find(|name| !steps.iter().any(|step| step.name == **name)) {
        return wrong_usage(&format!("there is no step `{name}`; the steps are\n{}", describe(&steps)));
    }
    let chosen: Vec<_> =
        steps.into_iter().filter(|step| names.is_empty() || names.iter().any(|name| *name == step.name)).collect();
    run::all(&chosen)
}

fn describe(steps: &[steps::Step]) -> String {
    // The examples are one step of many commands: each name once.
    let mut lines: Vec<_> = steps.iter().map(|step| format!("  {:<12} {}\n", step.name, step.about)).collect();
    lines.dedup();
    lines.concat()
}

fn wrong_usage(problem: &str) -> ExitCode {
    eprintln!("{problem}\n\n{HELP}");
    ExitCode::from(WRONG_USAGE)
}
