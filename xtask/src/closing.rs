//! The last lines of a run: one for each backend.

use crate::backend::Backend;
use crate::machine::State;

/// How the steps of a run ended.
pub(crate) enum Ending<'a> {
    /// All the steps there are.
    Passed,
    /// Only these, as they were asked for.
    Partly(&'a str),
    /// This step was the last.
    Failed(&'a str),
    /// Nothing was run.
    Refused,
}

pub(crate) fn lines(states: &[(Backend, State)], ending: &Ending<'_>) -> String {
    states.iter().map(|(backend, state)| format!("{backend} {}\n", line(state, ending))).collect()
}

fn line(state: &State, ending: &Ending<'_>) -> String {
    let passed = match ending {
        Ending::Passed => "passed".to_owned(),
        Ending::Partly(steps) => format!("passed: {steps}"),
        Ending::Failed(step) => format!("did not pass: {step} failed"),
        Ending::Refused => "did not run".to_owned(),
    };
    match state {
        State::Runs => passed,
        State::RunsWithoutPrograms(why) => {
            format!("{passed}, without the tests that start servers: {}", first_line(why))
        }
        State::Skipped(why) => format!("skipped: {}", first_line(why)),
    }
}

/// What follows is the end of a log.
fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closing(ending: &Ending<'_>) -> String {
        let states = [
            (Backend::Sqlite, State::Runs),
            (Backend::Postgres, State::RunsWithoutPrograms("no initdb".to_owned())),
            (Backend::Mysql, State::Skipped("mariadbd ended; the last lines of its log:\nout of memory".to_owned())),
        ];
        lines(&states, ending)
    }

    #[test]
    fn a_skipped_backend_is_never_passed() {
        let rest = "without the tests that start servers: no initdb\n\
                    mysql skipped: mariadbd ended; the last lines of its log:\n";
        assert_eq!(closing(&Ending::Passed), format!("sqlite passed\npostgres passed, {rest}"));
        assert_eq!(
            closing(&Ending::Partly("lint, tests")),
            format!("sqlite passed: lint, tests\npostgres passed: lint, tests, {rest}")
        );
        assert_eq!(
            closing(&Ending::Failed("lint")),
            format!("sqlite did not pass: lint failed\npostgres did not pass: lint failed, {rest}")
        );
        assert_eq!(closing(&Ending::Refused), format!("sqlite did not run\npostgres did not run, {rest}"));
    }
}
