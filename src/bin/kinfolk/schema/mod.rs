//! `kinfolk schema …`

pub(crate) mod check;
pub(crate) mod generate;
pub(crate) mod print;

use std::path::{Path, PathBuf};

use kinfolk::catalog::Catalog;
use kinfolk::codegen::{self, Generated, Header, Notice};
use kinfolk::migration::Done;
use serde::Serialize;

use crate::args::From;
use crate::database::Access;
use crate::failure::Failure;
use crate::file;
use crate::output::{FAINT, GOOD, NOTE, paint};
use crate::project::Project;

/// What became of the schema file.
#[derive(Serialize)]
pub(crate) struct Written {
    file: String,
    changed: bool,
    /// What was left out of it.
    notices: Vec<Notice>,
}

/// Where the schema is read, and its text.
fn generated(project: &Project<'_>, from: From) -> Result<Generated, Failure> {
    let header = match from {
        From::Migrations => header(project)?,
        From::Database => Header { source: "a database".into(), fingerprint: None },
    };
    codegen::generate(&catalog(project, from)?, &project.config, &header)
        .map_err(|error| Failure::new(&error).fact("kind", kind(&error)))
}

fn kind(error: &codegen::Error) -> &'static str {
    match () {
        () if error.is_config() => "config",
        () if error.is_name_collision() => "name_collision",
        () => "schema",
    }
}

fn catalog(project: &Project<'_>, from: From) -> Result<Catalog, Failure> {
    match from {
        From::Migrations => project.catalog_of_migrations(),
        From::Database => project.connect(Access::Existing)?.introspect(),
    }
}

fn header(project: &Project<'_>) -> Result<Header, Failure> {
    let dir = project.migrations_dir()?;
    // An error about the migrations names the file and what to do; the fingerprint's would be the first otherwise.
    project.source()?.migrations()?;
    Ok(Header {
        source: shown(&dir, project.config.path.parent().unwrap_or(Path::new(""))),
        fingerprint: Some(kinfolk_build::fingerprint(&dir).map_err(Failure::new)?),
    })
}

/// The folder as seen from the configuration, however it was named: the same text on every machine.
fn shown(dir: &Path, beside: &Path) -> String {
    let beside = if beside == Path::new("") { Path::new(".") } else { beside };
    let inner: Option<PathBuf> = match (dir.canonicalize(), beside.canonicalize()) {
        (Ok(dir), Ok(beside)) => dir.strip_prefix(beside).ok().map(Path::to_owned),
        _ => None,
    };
    inner.unwrap_or_else(|| dir.to_owned()).to_string_lossy().replace('\\', "/")
}

fn write(project: &Project<'_>, generated: Generated, force: bool) -> Result<Written, Failure> {
    let path = project.schema_file()?;
    if !force {
        refuse_foreign(&path)?;
    }
    Ok(Written {
        changed: file::replace(&path, &generated.text)?,
        file: path.display().to_string(),
        notices: generated.notices,
    })
}

/// A file that was written by hand is not overwritten by accident. Generators, Diesel's too, say `@generated` at the top.
fn refuse_foreign(path: &Path) -> Result<(), Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) if !text.trim().is_empty() && !text.lines().take(5).any(|line| line.contains("@generated")) => {
            Err(Failure::at(path, "was not made by a generator; `kinfolk schema generate --force` overwrites it"))
        }
        _ => Ok(()),
    }
}

/// Rewrites the schema file after migrations, where the configuration names one and `--shadow off` does not forbid it.
/// When nothing was done and it is from just these migrations, it stays.
pub(crate) fn refresh(project: &Project<'_>, done: &[Done]) -> Result<Option<Written>, Failure> {
    let Some(file) = project.config.schema_file() else {
        return Ok(None);
    };
    let written = || -> Result<Option<Written>, Failure> {
        if project.is_without_shadow()? {
            return Ok(None);
        }
        // Deployments run this each time: they need no scratch database where nothing is new.
        if done.is_empty() && kinfolk_build::status(&project.migrations_dir()?, &file).is_ok() {
            return Ok(Some(Written { file: file.display().to_string(), changed: false, notices: Vec::new() }));
        }
        generated(project, From::Migrations).and_then(|it| write(project, it, false)).map(Some)
    };
    written().map_err(|failure| {
        let mut failure = failure.fact("done", serde_json::json!(done));
        failure.before = done.iter().map(crate::migrate::line).collect();
        failure.message =
            format!("the migrations are applied, but the schema file was not written: {}", failure.message);
        failure
    })
}

/// What became of the schema file, in lines.
pub(crate) fn line(written: &Option<Written>) -> String {
    let Some(written) = written else {
        return String::new();
    };
    let what = match written.changed {
        true => paint(GOOD, "wrote   "),
        false => paint(FAINT, "kept    "),
    };
    let notices = written.notices.iter().map(|it| format!("{} {it}\n", paint(NOTE, "note:")));
    format!("{what} {}\n{}", written.file, notices.collect::<String>())
}
