//! What is checked, in order: what fails fast comes first, and the tests last, so that their summary is what one reads.
//!
//! All steps but `features` build with the features of the whole run, so that the dependencies are built once.

use crate::backend::Backend;
use crate::machine::Machine;
use crate::requirements::Use;
use crate::workspace::{Features, Workspace};

/// Commands of cargo that check one thing.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    /// What it uses of the databases.
    pub(crate) uses: Use,
    /// The arguments of cargo.
    pub(crate) commands: fn(&Run<'_>) -> Vec<String>,
    pub(crate) environment: Option<(&'static str, &'static str)>,
}

/// What the commands depend on.
pub(crate) struct Run<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) features: &'a Features,
    pub(crate) machine: &'a Machine,
    pub(crate) has_nextest: bool,
}

/// The steps of `cargo xtask test`.
pub(crate) const TEST: [Step; 7] = [
    Step {
        name: "format",
        about: "the code is formatted",
        uses: Use::Nothing,
        commands: |_| vec!["fmt --all --check".to_owned()],
        environment: None,
    },
    Step {
        name: "lint",
        about: "clippy, with warnings denied",
        uses: Use::Library,
        commands: |run| {
            vec![format!("clippy --workspace --all-targets {} -- -D warnings", run.features.of_workspace())]
        },
        environment: None,
    },
    Step {
        name: "docs",
        about: "the documentation itself",
        uses: Use::Library,
        commands: |run| vec![format!("doc --workspace {} --no-deps", run.features.of_workspace())],
        environment: Some(("RUSTDOCFLAGS", "-D warnings")),
    },
    Step {
        name: "features",
        about: "the library with few features",
        uses: Use::Library,
        commands: features,
        environment: None,
    },
    Step {
        name: "doctests",
        about: "the code in the documentation",
        uses: Use::Server,
        commands: |run| vec![format!("test --workspace {} --doc", run.features.of_workspace())],
        environment: None,
    },
    Step { name: "examples", about: "every example runs", uses: Use::Server, commands: examples, environment: None },
    Step {
        name: TESTS,
        about: "unit, integration and compile-fail tests; arguments after -- are for the program that runs them",
        uses: Use::Server,
        commands: |run| {
            let features = run.features.of_workspace();
            vec![if run.has_nextest {
                format!("nextest run --workspace {features}")
            } else {
                format!("test --workspace {features} --lib --bins --tests")
            }]
        },
        environment: None,
    },
];

/// The step that takes arguments.
pub(crate) const TESTS: &str = "tests";

/// `cargo xtask bench`.
pub(crate) const BENCH: Step = Step {
    name: "bench",
    about: "the benchmarks",
    uses: Use::Server,
    commands: |run| vec![format!("bench {} --benches", run.features.of_kinfolk())],
    environment: None,
};

fn examples(run: &Run<'_>) -> Vec<String> {
    let features = run.features.of_kinfolk();
    let examples = run.workspace.examples(run.features);
    examples.iter().map(|name| format!("run --quiet {features} --example {name}")).collect()
}

/// Each set of features builds Diesel anew: no more of them than tell something.
fn features(run: &Run<'_>) -> Vec<String> {
    // Those with `_backend` are for programs whose connections are async ones: they link nothing.
    let mut sets = vec!["sqlite", "postgres_backend,async", "mysql_backend,async"];
    let linked = [Backend::Postgres, Backend::Mysql].into_iter().filter(|backend| run.machine.runs(*backend));
    sets.extend(linked.map(Backend::name));
    let clippy = "clippy --package kinfolk --lib --no-default-features --features";
    sets.iter().map(|set| format!("{clippy} {set} -- -D warnings")).collect()
}

#[cfg(test)]
mod tests {
    use crate::workspace::root;
    use std::process::Command;

    /// The libraries that the features lead to.
    fn linked(features: &str) -> Vec<&'static str> {
        let mut tree = Command::new(crate::run::cargo());
        tree.current_dir(root()).args(["tree", "--package", "kinfolk", "--edges", "normal,build", "--prefix", "none"]);
        let output = tree.args(["--no-default-features", "--features", features]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let packages = String::from_utf8(output.stdout).unwrap();
        let has = |name: &&str| packages.lines().any(|line| line.split(' ').next() == Some(name));
        ["libsqlite3-sys", "mysqlclient-sys", "pq-sys"].into_iter().filter(has).collect()
    }

    #[test]
    fn async_connections_need_no_library_of_the_database() {
        assert_eq!(linked("postgres_backend,mysql_backend,async"), [""; 0]);
        assert_eq!(linked("sqlite,async,r2d2,cli"), ["libsqlite3-sys"]);
        assert_eq!(linked("postgres,mysql"), ["mysqlclient-sys", "pq-sys"]);
    }
}
