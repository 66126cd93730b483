//! What the databases need of the machine, and getting it.

use crate::backend::Backend;
use std::path::Path;
use std::process::{Command, Stdio};

/// How much of a database a run uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// No code of it is built.
    Nothing,
    /// Its code is built and linked.
    Library,
    /// It is connected to.
    Server,
}

/// Something that the machine lacks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// What it is, where it was looked for, what to install.
    pub(crate) message: String,
    /// Its packages on Debian.
    packages: &'static [&'static str],
}

/// What the backend lacks for this use; programs of a server only where no server is there already.
pub(crate) fn missing(backend: Backend, used: Use, has_server: bool) -> Vec<Missing> {
    let library = if used >= Use::Library { library(backend) } else { None };
    let server = if used >= Use::Server && !has_server { programs(backend) } else { None };
    library.into_iter().chain(server).collect()
}

/// The programs that the backend's server is started from, if they are not there.
pub(crate) fn programs(backend: Backend) -> Option<Missing> {
    let (found, packages): (_, &[_]) = match backend {
        Backend::Sqlite => return None,
        Backend::Postgres => (kinfolk_throwaway::postgres::find().map(drop), &["postgresql"]),
        Backend::Mysql => (kinfolk_throwaway::mysql::find().map(drop), &["mariadb-server"]),
    };
    Some(Missing { message: found.err()?.to_string(), packages })
}

/// The library that Diesel's connections are built with, if it is not found. It is looked for as their build scripts do.
fn library(backend: Backend) -> Option<Missing> {
    match backend {
        Backend::Sqlite => None,
        Backend::Postgres => {
            let set = ["PQ_LIB_DIR", "PQ_LIB_STATIC"].iter().any(|name| std::env::var_os(name).is_some());
            let found = set || compiler_finds("libpq") || pg_config_finds("libpq");
            (!found).then(|| Missing {
                message: "libpq is not installed: neither the C compiler nor `pg_config` knows of it. Install it: \
                          `apt install libpq-dev`, `dnf install libpq-devel`, `brew install libpq`"
                    .to_owned(),
                packages: &["libpq-dev"],
            })
        }
        Backend::Mysql => {
            let known = |library: &str| runs("pkg-config", &["--exists", library]);
            let set = std::env::var_os("MYSQLCLIENT_LIB_DIR").is_some();
            let found = set || known("mysqlclient") || known("libmariadb") || runs("mysql_config", &["--libs"]);
            (!found).then(|| Missing {
                message:
                    "libmariadb is not installed: neither `pkg-config` nor `mysql_config` knows of it. Install it: \
                          `apt install libmariadb-dev pkg-config`, `dnf install mariadb-connector-c-devel pkgconf`, \
                          `brew install mariadb-connector-c pkgconf`"
                        .to_owned(),
                packages: &["libmariadb-dev", "pkg-config"],
            })
        }
    }
}

/// How the files of a library end that programs can be linked with.
const LINKED: [&str; 3] = ["so", "dylib", "a"];

/// Whether the C compiler, which links for Rust, has the library in its folders.
fn compiler_finds(library: &str) -> bool {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    // A file that it does not find, it repeats.
    let found = |ending: &&str| answer(&compiler, &format!("-print-file-name={library}.{ending}"));
    LINKED.iter().any(|ending| found(ending).is_some_and(|file| Path::new(&file).is_absolute()))
}

fn pg_config_finds(library: &str) -> bool {
    let folder = answer("pg_config", "--libdir").unwrap_or_default();
    LINKED.iter().any(|ending| Path::new(&folder).join(format!("{library}.{ending}")).is_file())
}

/// Installs what is missing, where that is possible: as root, on Debian and what descends from it.
///
/// What could not be installed will be found missing again.
pub(crate) fn install(missing: &[Missing]) {
    let mut packages: Vec<_> = missing.iter().flat_map(|missing| missing.packages).copied().collect();
    packages.sort();
    packages.dedup();
    if packages.is_empty() || !is_root() || !runs("apt-get", &["--version"]) {
        return;
    }
    println!("installing {}", packages.join(", "));
    // The lists may be newer than nothing: who has some can do without those of today.
    apt(&["update", "--quiet"], &[]);
    apt(&["install", "--quiet", "--yes", "--no-install-recommends"], &packages);
}

fn apt(arguments: &[&str], packages: &[&str]) {
    let mut apt = Command::new("apt-get");
    apt.args(arguments).args(packages).stdin(Stdio::null()).env("DEBIAN_FRONTEND", "noninteractive");
    // The servers of the packages are not wanted: the tests start their own.
    apt.env("SYSTEMD_OFFLINE", "1");
    match apt.status() {
        Ok(status) if status.success() => {}
        Ok(status) => eprintln!("`apt-get {}` failed: {status}", arguments.join(" ")),
        Err(error) => eprintln!("apt-get could not be run: {error}"),
    }
}

fn is_root() -> bool {
    answer("id", "-u").is_some_and(|id| id == "0")
}

/// What the program prints.
fn answer(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether the program is there and content.
fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_used_is_not_missing() {
        for used in [Use::Nothing, Use::Library, Use::Server] {
            assert_eq!(missing(Backend::Sqlite, used, false), []);
        }
        for backend in Backend::ALL {
            assert_eq!(missing(backend, Use::Nothing, false), []);
        }
    }

    #[test]
    fn programs_and_libraries_are_found_where_they_are() {
        assert!(runs("sh", &["-c", "exit 0"]));
        assert!(!runs("sh", &["-c", "exit 1"]));
        assert!(!runs("no-such-program-anywhere", &[]));
        assert!(compiler_finds("libc"));
        assert!(!compiler_finds("libnowhere_at_all"));
    }
}
