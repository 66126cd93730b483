//! Running steps one after the other.

use crate::steps::{Step, root};
use std::ffi::OsString;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// The cargo that runs this program.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs all steps; stops at the first that fails and says how to repeat it.
pub(crate) fn all(steps: &[Step]) -> ExitCode {
    let start = Instant::now();
    for (index, step) in steps.iter().enumerate() {
        let shown = shown(step);
        println!("\n[{}/{}] {}: {shown}", index + 1, steps.len(), step.name);
        let began = Instant::now();
        if let Err(problem) = run(step) {
            eprintln!("\n{} failed: {problem}. Repeat it with\n  {shown}", step.name);
            return ExitCode::FAILURE;
        }
        println!("      {} passed in {:.1} s", step.name, began.elapsed().as_secs_f64());
    }
    println!("\nall passed in {:.1} s", start.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

fn run(step: &Step) -> Result<(), String> {
    let mut command = Command::new(cargo());
    command.current_dir(root()).args(&step.arguments).envs(step.environment);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(format!("cargo could not be run: {error}")),
    }
}

/// The command as one would type it.
fn shown(step: &Step) -> String {
    let environment = step.environment.map(|(name, value)| format!("{name}=\"{value}\" ")).unwrap_or_default();
    format!("{environment}cargo {}", step.arguments.join(" "))
}
