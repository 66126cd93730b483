//! Runs the checks of the project: `cargo xtask test`, `cargo xtask bench`.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod backend;
mod closing;
mod machine;
mod requirements;
mod run;
mod steps;
mod workspace;

use arguments::Arguments;
use closing::Ending;
use machine::{Machine, State};
use requirements::Use;
use run::Planned;
use std::process::ExitCode;
use std::time::Instant;
use steps::{Run, Step};
use workspace::Workspace;

const HELP: &str = "\
The checks of kinfolk, as its CI runs them.

Usage: cargo xtask <COMMAND>

Commands:
  test [--backend NAME]... [STEP]... [-- ARGUMENT...]
                      all checks in order, or only the steps named; stops at the first that fails
  bench [ARGUMENT]... the benchmarks; what follows is handed to `cargo bench`
  help                this text

Backends: sqlite, which takes part in every run, postgres, mysql; without --backend each one that can be had. Servers
are those of KINFOLK_TEST_POSTGRES_URL and KINFOLK_TEST_MYSQL_URL, or else private ones for the time of the run. A
backend that is named has to run; with CI=true all have to that --backend does not leave out.

Examples:
  cargo xtask test                                  before every push
  cargo xtask test --backend sqlite                 without any server
  cargo xtask test --backend sqlite,mysql tests     one step
  cargo xtask test tests -- snapshot                the tests whose names contain snapshot
  cargo xtask bench -- W2                           the benchmarks whose names contain W2
";

/// Exit codes as everywhere in the project: 0 done, 1 failed, 2 wrong usage.
const WRONG_USAGE: u8 = 2;

/// Why nothing was run, or not all.
enum Problem {
    Usage(String),
    Failed(String),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((command, rest)) if command == "test" => test(rest),
        Some((command, rest)) if command == "bench" => bench(rest),
        Some((command, _)) if matches!(command.as_str(), "help" | "-h" | "--help") => {
            print!("{HELP}\nSteps of test:\n{}", describe(&steps::TEST));
            Ok(())
        }
        Some((command, _)) => Err(Problem::Usage(format!("there is no command `{command}`\n\n{HELP}"))),
        None => Err(Problem::Usage(format!("a command is missing\n\n{HELP}"))),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Problem::Usage(problem)) => {
            eprintln!("{problem}");
            ExitCode::from(WRONG_USAGE)
        }
        Err(Problem::Failed(problem)) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn test(words: &[String]) -> Result<(), Problem> {
    let arguments = Arguments::parse(words).map_err(|problem| Problem::Usage(format!("{problem}\n\n{HELP}")))?;
    let chosen = choose(&arguments).map_err(Problem::Usage)?;
    let is_all = chosen.len() == steps::TEST.len();
    let names = chosen.iter().map(|step| step.name).collect::<Vec<_>>().join(", ");
    execute(chosen, &arguments, if is_all { Ending::Passed } else { Ending::Partly(&names) })
}

/// The steps that are named, in their order; all of them without a name.
fn choose(arguments: &Arguments) -> Result<Vec<Step>, String> {
    let known = |name: &String| steps::TEST.iter().any(|step| step.name == *name);
    if let Some(name) = arguments.steps.iter().find(|name| !known(name)) {
        return Err(format!("there is no step `{name}`; the steps are\n{}", describe(&steps::TEST)));
    }
    if !arguments.rest.is_empty() && arguments.steps != [steps::TESTS] {
        return Err(format!("what follows `--` is for one step: cargo xtask test {} -- …", steps::TESTS));
    }
    let is_chosen = |step: &Step| arguments.steps.is_empty() || arguments.steps.iter().any(|name| name == step.name);
    Ok(steps::TEST.into_iter().filter(is_chosen).collect())
}

fn bench(rest: &[String]) -> Result<(), Problem> {
    let arguments = Arguments { rest: rest.to_vec(), ..Arguments::default() };
    execute(vec![steps::BENCH], &arguments, Ending::Partly("bench"))
}

/// Runs the steps on the databases that can be had, and ends with a line for each database.
fn execute(steps: Vec<Step>, arguments: &Arguments, passed: Ending<'_>) -> Result<(), Problem> {
    let start = Instant::now();
    let used = steps.iter().map(|step| step.uses).max().unwrap_or(Use::Nothing);
    let machine = Machine::prepare(arguments, used).map_err(Problem::Failed)?;
    for (backend, state) in &machine.states {
        if let State::Skipped(why) | State::RunsWithoutPrograms(why) = state
            && arguments.wants(*backend)
        {
            eprintln!("{backend}: {why}");
        }
    }
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    let refused = machine.refused(arguments, is_ci);
    let result = if refused.is_empty() {
        run::all(&plan(steps, arguments, &machine)?, &machine)
            .map_err(|step| (Ending::Failed(step), format!("{step} failed in {:.1} s", seconds(start))))
    } else {
        let names = refused.iter().map(|backend| backend.name()).collect::<Vec<_>>().join(", ");
        let rule = if arguments.backends.is_some() { "named with --backend" } else { "CI=true" };
        Err((Ending::Refused, format!("nothing was run: these have to run ({rule}) and cannot: {names}")))
    };
    let lines = |ending: &Ending<'_>| match used {
        Use::Nothing => String::new(),
        _ => closing::lines(&machine.states, ending),
    };
    match result {
        Ok(()) => {
            print!("\nall passed in {:.1} s\n{}", seconds(start), lines(&passed));
            Ok(())
        }
        Err((ending, problem)) => Err(Problem::Failed(format!("\n{problem}\n{}", lines(&ending).trim_end()))),
    }
}

fn plan(steps: Vec<Step>, arguments: &Arguments, machine: &Machine) -> Result<Vec<Planned>, Problem> {
    let workspace = Workspace::read().map_err(Problem::Failed)?;
    let features = workspace.features(&machine.without());
    let run = Run { workspace: &workspace, features: &features, machine, has_nextest: run::has_nextest() };
    let planned = steps.into_iter().map(|step| {
        let commands = (step.commands)(&run).into_iter().map(|command| {
            let words = command.split_whitespace().map(str::to_owned);
            words.chain(arguments.rest.iter().cloned()).collect()
        });
        Planned { commands: commands.collect(), step }
    });
    Ok(planned.collect())
}

fn seconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}

fn describe(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("  {:<12} {}\n", step.name, step.about)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(line: &str) -> Result<Vec<&'static str>, String> {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        let steps = choose(&Arguments::parse(&words).unwrap())?;
        Ok(steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn steps_run_in_their_order() {
        let all = steps::TEST.map(|step| step.name);
        assert_eq!(chosen("").unwrap(), all);
        assert_eq!(chosen("--backend sqlite").unwrap(), all);
        assert_eq!(chosen("tests lint format").unwrap(), ["format", "lint", "tests"]);
        assert!(chosen("lint fmt").unwrap_err().starts_with("there is no step `fmt`; the steps are\n  format "));
    }

    #[test]
    fn arguments_are_for_the_tests() {
        assert_eq!(chosen("tests -- snapshot").unwrap(), ["tests"]);
        for line in ["-- snapshot", "lint -- snapshot", "lint tests -- snapshot"] {
            assert!(chosen(line).unwrap_err().starts_with("what follows `--` is for one step"), "{line}");
        }
    }
}
