//! The user that a server runs as.

use crate::Error;
use std::path::Path;
use std::process::Command;

/// An unprivileged user.
#[cfg_attr(not(unix), expect(dead_code, reason = "there are no servers"))]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// The first of the users that exists, if this program is root's, which its new folder tells; else nobody.
    pub(crate) fn instead_of_root(folder: &Path, product: &'static str, users: &[&str]) -> Result<Option<Self>, Error> {
        if !is_of_root(folder).map_err(Error::io("cannot be read", folder))? {
            return Ok(None);
        }
        let path = "/etc/passwd";
        let known = std::fs::read_to_string(path).map_err(Error::io("cannot be read", path))?;
        let account = users.iter().find_map(|user| find(&known, user));
        account.map(Some).ok_or_else(|| Error::NoAccount { product, users: users.join(", ") })
    }
}

/// In the lines of /etc/passwd: `name:password:uid:gid:…`.
fn find(known: &str, user: &str) -> Option<Account> {
    let mut lines = known.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let fields = lines.find(|fields| fields.first() == Some(&user))?;
    let number = |index: usize| fields.get(index)?.parse().ok();
    Some(Account { uid: number(2)?, gid: number(3)? })
}

#[cfg(unix)]
mod system {
    use super::*;
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;

    pub(super) fn is_of_root(folder: &Path) -> std::io::Result<bool> {
        Ok(std::fs::metadata(folder)?.uid() == 0)
    }

    impl Account {
        /// Gives the user what root has made.
        pub(crate) fn own(&self, path: &Path) -> Result<(), Error> {
            chown(path, Some(self.uid), Some(self.gid)).map_err(Error::io("cannot change its owner", path))
        }

        /// The user starts the program.
        pub(crate) fn start(&self, command: &mut Command) {
            command.uid(self.uid).gid(self.gid);
        }
    }

    /// Keeps Ctrl-C in a terminal, which is for all of a process group, from the program.
    pub(crate) fn in_own_group(command: &mut Command) {
        command.process_group(0);
    }
}

#[cfg(not(unix))]
mod system {
    use super::*;

    pub(super) fn is_of_root(_: &Path) -> std::io::Result<bool> {
        Ok(false)
    }

    impl Account {
        pub(crate) fn own(&self, _: &Path) -> Result<(), Error> {
            Err(Error::Unsupported)
        }

        pub(crate) fn start(&self, _: &mut Command) {}
    }

    pub(crate) fn in_own_group(_: &mut Command) {}
}

pub(crate) use system::in_own_group;
use system::is_of_root;
