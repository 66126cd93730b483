//! `kinfolk migrate new`

use std::path::Path;

use chrono::{TimeDelta, Utc};
use kinfolk::migration::Source;
use serde_json::json;

use crate::args::Global;
use crate::failure::Failure;
use crate::file;
use crate::output::{GOOD, NOTE, Report, paint};
use crate::project::Project;

const UP: &str = "-- What this migration does, in SQL.\n";
const DOWN: &str = "-- What takes up.sql back, in SQL.\n";

pub(crate) fn new(global: &Global, name: &str) -> Result<Report, Failure> {
    let name = clean(name)?;
    let dir = Project::find(global)?.migrations_dir()?;
    file::create_folder(&dir)?;
    let (version, later) = version(&dir)?;
    let folder = dir.join(format!("{version}_{name}"));
    std::fs::create_dir(&folder).map_err(|error| Failure::at(&folder, format!("cannot be made: {error}")))?;
    let (up, down) = (folder.join("up.sql"), folder.join("down.sql"));
    file::create(&up, UP)?;
    file::create(&down, DOWN)?;

    let made = [&up, &down].map(|path| path.display().to_string());
    let mut text = made.iter().map(|path| format!("{} {path}\n", paint(GOOD, "made"))).collect::<String>();
    if let Some(later) = &later {
        text += &format!("{} `{later}` has a later version, so it runs after this one\n", paint(NOTE, "note:"));
    }
    let data = json!({
        "version": version.replace('-', ""),
        "name": format!("{version}_{name}"),
        "folder": folder.display().to_string(),
        "files": made,
        "runs_before": later,
    });
    Ok(Report::new(text, data))
}

/// The name becomes part of a path, so it is taken at its word or not at all.
fn clean(name: &str) -> Result<String, Failure> {
    let clean = name.trim().replace([' ', '-'], "_");
    let good = |c: char| c.is_alphanumeric() || c == '_';
    match !clean.is_empty() && clean.chars().all(good) && clean.chars().any(char::is_alphanumeric) {
        true => Ok(clean),
        false => Err(Failure::new(format!(
            "`{}` cannot be the name of a migration: use letters, digits and `_`, such as create_users",
            name.escape_debug()
        ))),
    }
}

/// The time, as Diesel writes it, and the last migration if it has a later one.
fn version(dir: &Path) -> Result<(String, Option<String>), Failure> {
    let known = Source::folder(dir).migrations()?;
    let mut now = Utc::now();
    let version = loop {
        let version = now.format("%Y-%m-%d-%H%M%S").to_string();
        if known.iter().all(|it| it.version() != version.replace('-', "")) {
            break version;
        }
        now += TimeDelta::seconds(1);
    };
    let later = known.last().filter(|it| it.version() > version.replace('-', "").as_str());
    Ok((version, later.map(|it| it.name().to_owned())))
}
