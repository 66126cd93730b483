use std::io;
use std::path::PathBuf;

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The programs of the server are not there.
    #[error("{product} is not installed: {programs} not found in PATH, nor where packages put it. {hint}")]
    NotInstalled {
        /// `PostgreSQL`.
        product: &'static str,
        /// The programs that were looked for.
        programs: &'static str,
        /// What to install.
        hint: &'static str,
    },
    /// Root cannot run a database server, and there is nobody else.
    #[error("{product} does not run as root, and none of the users {users} exists: run this as another user")]
    NoAccount {
        /// `PostgreSQL`.
        product: &'static str,
        /// The users that were looked for.
        users: String,
    },
    /// A program ended that should not have.
    #[error("{program} ended with {status}; the last lines of its log:\n{log}")]
    Ended {
        /// The path of the program.
        program: String,
        /// How it ended.
        status: String,
        /// The last lines that it wrote.
        log: String,
    },
    /// It takes too long.
    #[error("{program} was not ready after {seconds} s; the last lines of its log:\n{log}")]
    NotReady {
        /// The path of the program.
        program: String,
        /// How long it was waited for.
        seconds: u64,
        /// The last lines that it wrote.
        log: String,
    },
    /// A file, folder or program could not be used.
    #[error("{path}: {doing}: {source}", path = path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file, folder or program.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There are no such servers on this system.
    #[error("throwaway servers need Unix")]
    Unsupported,
}

impl Error {
    pub(crate) fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { doing, path, source }
    }
}
