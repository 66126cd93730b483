//! Diesel's folder format.
//!
//! `diesel_migrations` reads it too, but drops the second of two folders with one version, takes an unreadable
//! `metadata.toml` for none, and names no path in its errors.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error::{Error, Kind};
use super::source::{Migration, Text};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    #[serde(default = "yes")]
    run_in_transaction: bool,
}

fn yes() -> bool {
    true
}

pub(super) fn read(folder: &Path) -> Result<Vec<Migration>, Error> {
    let unreadable = |source| unreadable(folder, source);
    let mut migrations = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if let Some(migration) = read_one(&path)? {
            migrations.push(migration);
        }
    }
    Ok(migrations)
}

fn read_one(path: &Path) -> Result<Option<Migration>, Error> {
    let Some(file_name) = path.file_name() else {
        return Ok(None);
    };
    if file_name.as_encoded_bytes().starts_with(b".") {
        return Ok(None);
    }
    // This follows links, so one that leads nowhere or back to itself is found here, with its path.
    if !fs::metadata(path).map_err(|source| unreadable(path, source))?.is_dir() {
        return Ok(None);
    }
    let name = file_name.to_str().ok_or_else(|| Kind::NameNotUtf8 { path: path.into() })?;
    let version = name.split('_').next().unwrap_or_default().replace('-', "");
    if version.is_empty() {
        return Err(Kind::NoVersion { path: path.into() }.into());
    }
    let up = path.join("up.sql");
    if !exists(&up)? {
        return Err(Kind::NoUp { path: path.into(), nested: holds_folders(path) }.into());
    }
    let down = path.join("down.sql");
    Ok(Some(Migration {
        version,
        name: name.into(),
        folder: Some(path.into()),
        in_transaction: runs_in_transaction(&path.join("metadata.toml"))?,
        up: Text::File(up),
        down: exists(&down)?.then_some(Text::File(down)),
    }))
}

fn exists(path: &Path) -> Result<bool, Error> {
    path.try_exists().map_err(|source| unreadable(path, source))
}

fn holds_folders(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.path().is_dir())))
}

fn runs_in_transaction(path: &Path) -> Result<bool, Error> {
    if !exists(path)? {
        return Ok(true);
    }
    match toml::from_str::<Metadata>(&read_text(path)?) {
        Ok(metadata) => Ok(metadata.run_in_transaction),
        Err(error) => Err(Kind::Metadata { path: path.into(), message: error.message().into() }.into()),
    }
}

pub(super) fn read_text(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
    String::from_utf8(bytes)
        .map_err(|error| Kind::NotUtf8 { path: path.into(), at: error.utf8_error().valid_up_to() }.into())
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    match source.kind() {
        ErrorKind::NotFound if fs::symlink_metadata(path).is_err() => Kind::NoFolder { path: path.into() }.into(),
        _ => Kind::Unreadable { path: path.into(), source }.into(),
    }
}
