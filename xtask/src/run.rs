//! Running steps one after the other.

use crate::machine::Machine;
use crate::steps::Step;
use crate::workspace::root;
use std::ffi::OsString;
use std::process::{Command, Stdio};
use std::time::Instant;

/// The cargo that runs this program.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

pub(crate) fn has_nextest() -> bool {
    let mut version = Command::new(cargo());
    version.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

/// A step with its commands: arguments of cargo.
pub(crate) struct Planned {
    pub(crate) step: Step,
    pub(crate) commands: Vec<Vec<String>>,
}

/// Runs all steps; ends at the first that fails, which is the error.
pub(crate) fn all(steps: &[Planned], machine: &Machine) -> Result<(), &'static str> {
    for (index, Planned { step, commands }) in steps.iter().enumerate() {
        let began = Instant::now();
        for arguments in commands {
            println!("\n[{}/{}] {}: {}", index + 1, steps.len(), step.name, shown(step, arguments));
            if let Err(problem) = run(step, arguments, machine) {
                eprintln!("\n{} failed: {problem}", step.name);
                return Err(step.name);
            }
        }
        println!("      {} passed in {:.1} s", step.name, began.elapsed().as_secs_f64());
    }
    Ok(())
}

fn run(step: &Step, arguments: &[String], machine: &Machine) -> Result<(), String> {
    let mut command = Command::new(cargo());
    command.current_dir(root()).args(arguments).envs(step.environment);
    command.envs(machine.environment.iter().map(|(name, value)| (name, value)));
    // Examples would use it, and it is not for tests.
    command.env_remove("DATABASE_URL");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(format!("cargo could not be run: {error}")),
    }
}

/// The command as one would type it, but for the servers' URLs, which hold passwords.
fn shown(step: &Step, arguments: &[String]) -> String {
    let environment = step.environment.map(|(name, value)| format!("{name}=\"{value}\" ")).unwrap_or_default();
    format!("{environment}cargo {}", arguments.join(" "))
}
