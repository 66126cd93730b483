//! The folder of a server, and those that earlier runs could not remove.

use crate::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PREFIX: &str = "kinfolk-throwaway-";
const LOCK: &str = "lock";

/// A folder that nobody else can look into, removed with this value.
pub(crate) struct Folder {
    folder: TempDir,
    /// The system gives the lock back when the program ends, however it ends.
    _lock: File,
}

impl Folder {
    pub(crate) fn new() -> Result<Self, Error> {
        let parent = std::env::temp_dir();
        remove_leftovers(&parent);
        Self::within(&parent)
    }

    fn within(parent: &Path) -> Result<Self, Error> {
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent);
        let folder = folder.map_err(Error::io("no folder can be made in it", parent))?;
        // Locked before others can see that it is there.
        let (early, lock) = (folder.path().join("new"), folder.path().join(LOCK));
        let file = File::create(&early).map_err(Error::io("cannot be written", &early))?;
        file.lock().map_err(Error::io("cannot be locked", &early))?;
        fs::rename(&early, &lock).map_err(Error::io("cannot be written", &lock))?;
        Ok(Self { folder, _lock: file })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folders whose owners are gone, if the machine went down with them.
fn remove_leftovers(parent: &Path) {
    // Who cannot look for them, or may not remove them, can work nevertheless.
    let entries = fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path());
    for folder in entries.filter(|path| is_leftover(path)).collect::<Vec<PathBuf>>() {
        let _ = fs::remove_dir_all(folder);
    }
}

fn is_leftover(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
        && File::open(path.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_removed_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let used = Folder::within(parent.path()).unwrap();
        let leftover = parent.path().join(format!("{PREFIX}left"));
        let young = parent.path().join(format!("{PREFIX}young"));
        let foreign = parent.path().join("foreign");
        for folder in [&leftover, &young, &foreign] {
            fs::create_dir(folder).unwrap();
        }
        for folder in [&leftover, &foreign] {
            fs::write(folder.join(LOCK), "").unwrap();
        }
        remove_leftovers(parent.path());
        assert!(!leftover.exists());
        assert!(used.path().exists() && young.exists() && foreign.exists());

        let path = used.path().to_owned();
        drop(used);
        assert!(!path.exists());
    }
}
