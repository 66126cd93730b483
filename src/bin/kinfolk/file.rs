//! Writing files whole or not at all.

use std::fs;
use std::io;
use std::path::Path;

use crate::failure::Failure;

/// Replaces the text of a file. A reader sees the old text or the new one, never a half; a file that has the text
/// already is not touched, so nothing is built anew. Says whether it was written.
pub(crate) fn replace(path: &Path, text: &str) -> Result<bool, Failure> {
    // Behind a link, the file is replaced and not the link.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let fail = |error: io::Error| Failure::at(path, format!("cannot be written: {error}"));
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(fail)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.{}.new", std::process::id()));
    let written = fs::write(&new, text).and_then(|()| {
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&new, old.permissions())?;
        }
        fs::rename(&new, path)
    });
    written.map(|()| true).map_err(|error| {
        let _ = fs::remove_file(&new);
        fail(error)
    })
}

/// Writes a file that must not be there yet.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), Failure> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| io::Write::write_all(&mut file, text.as_bytes()))
        .map_err(|error| Failure::at(path, format!("cannot be written: {error}")))
}

pub(crate) fn create_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::at(path, format!("cannot be made: {error}")))
}
