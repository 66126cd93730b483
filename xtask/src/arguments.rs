//! The arguments of `cargo xtask test`.

use crate::backend::Backend;

/// What is to be run, and on what.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Those of `--backend`; without one, each database that can be had.
    pub(crate) backends: Option<Vec<Backend>>,
    /// The steps that are named; none means all of them.
    pub(crate) steps: Vec<String>,
    /// What follows `--`: for the program that runs the tests.
    pub(crate) rest: Vec<String>,
}

impl Arguments {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut parsed = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            if argument == "--" {
                parsed.rest = arguments.cloned().collect();
                break;
            } else if argument == "--backend" {
                parsed.add(arguments.next().ok_or("`--backend` needs a name")?)?;
            } else if let Some(names) = argument.strip_prefix("--backend=") {
                parsed.add(names)?;
            } else if argument.starts_with('-') {
                return Err(format!("there is no option `{argument}`"));
            } else {
                parsed.steps.push(argument.clone());
            }
        }
        Ok(parsed)
    }

    fn add(&mut self, names: &str) -> Result<(), String> {
        for name in names.split(',') {
            let known = || Backend::ALL.map(Backend::name).join(", ");
            let backend =
                Backend::named(name).ok_or_else(|| format!("there is no backend `{name}`, but {}", known()))?;
            self.backends.get_or_insert_default().push(backend);
        }
        Ok(())
    }

    /// Whether a run takes the backend in, if the machine can.
    pub(crate) fn wants(&self, backend: Backend) -> bool {
        backend == Backend::Sqlite || self.backends.as_ref().is_none_or(|backends| backends.contains(&backend))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Backend::{Mysql, Postgres, Sqlite};

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    fn wanted(line: &str) -> Vec<Backend> {
        let arguments = parse(line).unwrap();
        Backend::ALL.into_iter().filter(|backend| arguments.wants(*backend)).collect()
    }

    #[test]
    fn backends_are_named_in_several_ways() {
        assert_eq!(wanted(""), [Sqlite, Postgres, Mysql]);
        assert_eq!(wanted("--backend sqlite"), [Sqlite]);
        assert_eq!(wanted("--backend=mysql"), [Sqlite, Mysql]);
        assert_eq!(wanted("--backend postgres tests --backend mysql"), [Sqlite, Postgres, Mysql]);
        assert_eq!(wanted("--backend sqlite,postgres lint"), [Sqlite, Postgres]);
    }

    #[test]
    fn steps_and_the_rest_keep_their_order() {
        let arguments = parse("lint --backend sqlite tests -- -E test(load) --backend").unwrap();
        assert_eq!(arguments.steps, ["lint", "tests"]);
        assert_eq!(arguments.rest, ["-E", "test(load)", "--backend"]);
        assert_eq!(arguments.backends, Some(vec![Sqlite]));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(parse("--backend").unwrap_err(), "`--backend` needs a name");
        let unknown = "there is no backend `oracle`, but sqlite, postgres, mysql";
        assert_eq!(parse("--backend sqlite,oracle").unwrap_err(), unknown);
        assert_eq!(parse("--backend=").unwrap_err(), unknown.replace("oracle", ""));
        assert_eq!(parse("--backends sqlite").unwrap_err(), "there is no option `--backends`");
    }
}
