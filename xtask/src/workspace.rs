//! What cargo says of the workspace: features and examples.

use crate::backend::Backend;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The package that all others serve.
pub(crate) const KINFOLK: &str = "kinfolk";
/// Its tests of a database's servers need the programs of that database: one feature each, called as the backend.
pub(crate) const THROWAWAY: &str = "kinfolk-throwaway";

/// The answer of `cargo metadata`, as far as it is used.
#[derive(Deserialize)]
pub(crate) struct Workspace {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    features: BTreeMap<String, Vec<String>>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
    #[serde(default, rename = "required-features")]
    required_features: Vec<String>,
}

impl Workspace {
    pub(crate) fn read() -> Result<Self, String> {
        let mut cargo = Command::new(crate::run::cargo());
        let cargo = cargo.current_dir(root()).args(["metadata", "--no-deps", "--format-version", "1"]);
        let output = cargo.output().map_err(|error| format!("cargo could not be run: {error}"))?;
        if !output.status.success() {
            return Err(format!("`cargo metadata` failed:\n{}", String::from_utf8_lossy(&output.stderr)));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| format!("`cargo metadata` is not understood: {error}"))
    }

    /// All features but those of `without`, which are packages with a backend, and what depends on these.
    pub(crate) fn features(&self, without: &[(&str, Backend)]) -> Features {
        let all = self.packages.iter().flat_map(|package| {
            let names = package.features.keys().filter(|name| *name != "default");
            names.map(move |name| (package, name))
        });
        let (out, on) = all.partition::<Vec<_>, _>(|(package, feature)| {
            let without = without.iter().filter(|(name, _)| *name == package.name);
            without.clone().any(|(_, backend)| package.needs(feature, *backend))
        });
        let on = on.into_iter().map(|(package, feature)| (package.name.clone(), feature.clone()));
        Features { complete: out.is_empty(), on: on.collect() }
    }

    /// The examples of kinfolk that these features build, sorted.
    pub(crate) fn examples(&self, features: &Features) -> Vec<String> {
        let kinfolk = self.packages.iter().filter(|package| package.name == KINFOLK);
        let examples = kinfolk
            .flat_map(|package| &package.targets)
            .filter(|target| target.kind.iter().any(|kind| kind == "example"));
        let built = examples.filter(|target| target.required_features.iter().all(|name| features.have(name)));
        let mut names: Vec<_> = built.map(|target| target.name.clone()).collect();
        names.sort();
        names
    }
}

impl Package {
    /// Whether the feature is the backend's, or enables one that is.
    fn needs(&self, feature: &str, backend: Backend) -> bool {
        // What `_backend` is for links nothing, but its code is the backend's.
        feature.strip_suffix("_backend").unwrap_or(feature) == backend.name()
            || self.features.get(feature).into_iter().flatten().any(|enabled| self.needs(enabled, backend))
    }
}

/// The features of a run.
pub(crate) struct Features {
    complete: bool,
    on: Vec<(String, String)>,
}

impl Features {
    fn have(&self, name: &str) -> bool {
        self.on.iter().any(|(package, feature)| package == KINFOLK && feature == name)
    }

    /// As arguments of a command for the whole workspace.
    pub(crate) fn of_workspace(&self) -> String {
        self.arguments(|package, feature| Some(format!("{package}/{feature}")))
    }

    /// As arguments of a command for kinfolk alone.
    pub(crate) fn of_kinfolk(&self) -> String {
        self.arguments(|package, feature| (package == KINFOLK).then(|| feature.to_owned()))
    }

    fn arguments(&self, name: impl Fn(&str, &str) -> Option<String>) -> String {
        if self.complete {
            return "--all-features".to_owned();
        }
        let names: Vec<_> = self.on.iter().filter_map(|(package, feature)| name(package, feature)).collect();
        format!("--no-default-features --features {}", names.join(","))
    }
}

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Backend::{Mysql, Postgres};

    fn workspace() -> Workspace {
        let kinfolk = r#"{"name": "kinfolk",
            "features": {"default": ["sqlite"], "sqlite": [], "postgres": ["postgres_backend"], "postgres_backend": [],
                         "one_statement": ["postgres_backend", "diesel/x"], "mysql": ["mysql_backend"],
                         "mysql_backend": [], "async": [], "cli": ["sqlite"]},
            "targets": [{"name": "kinfolk", "kind": ["lib"]},
                        {"name": "service", "kind": ["example"], "required-features": ["async", "postgres"]},
                        {"name": "blog", "kind": ["example"]}]}"#;
        let throwaway = r#"{"name": "kinfolk-throwaway", "features": {"postgres": [], "mysql": []},
            "targets": [{"name": "other", "kind": ["example"]}]}"#;
        serde_json::from_str(&format!(r#"{{"packages": [{kinfolk}, {throwaway}]}}"#)).unwrap()
    }

    #[test]
    fn nothing_left_out_is_all_features() {
        let features = workspace().features(&[]);
        assert_eq!(features.of_workspace(), "--all-features");
        assert_eq!(features.of_kinfolk(), "--all-features");
        assert_eq!(workspace().examples(&features), ["blog", "service"]);
    }

    #[test]
    fn a_backend_is_left_out_with_its_connections_tests_and_examples() {
        let without = [(KINFOLK, Postgres), (THROWAWAY, Postgres)];
        let features = workspace().features(&without);
        assert_eq!(
            features.of_workspace(),
            "--no-default-features --features kinfolk/async,kinfolk/cli,kinfolk/mysql,kinfolk/mysql_backend,\
             kinfolk/sqlite,kinfolk-throwaway/mysql"
        );
        let expected = "--no-default-features --features async,cli,mysql,mysql_backend,sqlite";
        assert_eq!(features.of_kinfolk(), expected);
        assert_eq!(workspace().examples(&features), ["blog"]);

        let features = workspace().features(&[(THROWAWAY, Mysql)]);
        assert!(features.of_workspace().ends_with("kinfolk/sqlite,kinfolk-throwaway/postgres"));
        assert_eq!(workspace().examples(&features), ["blog", "service"]);
    }

    #[test]
    fn this_workspace_has_what_is_looked_for() {
        let workspace = Workspace::read().unwrap();
        let all = workspace.features(&[]);
        for backend in Backend::ALL {
            assert!(all.have(backend.name()), "{backend}");
        }
        for backend in [Postgres, Mysql] {
            let on = |features: Features| features.on.len();
            assert!(on(workspace.features(&[(KINFOLK, backend)])) <= all.on.len() - 2, "{backend}");
            assert_eq!(on(workspace.features(&[(THROWAWAY, backend)])), all.on.len() - 1, "{backend}");
        }
        assert!(workspace.examples(&all).contains(&"blog".to_owned()));
    }
}
