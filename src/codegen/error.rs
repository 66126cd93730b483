use std::{fmt, io, path::PathBuf};
use thiserror::Error as ThisError;

/// `schema.rs` can't be generated: `kinfolk.toml` is wrong, or the database holds something that needs a line in it.
///
/// The message says what, where and what to write.
#[derive(Debug, ThisError)]
#[error(transparent)]
pub struct Error(#[from] Kind);

#[derive(Debug, ThisError)]
pub(super) enum Kind {
    #[error("can't read {}: {source}", .path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}:{line}: {}", .path.display(), .source.message())]
    Syntax { path: PathBuf, line: usize, source: Box<toml::de::Error> },
    #[error("{0}")]
    Config(Problems),
    #[error("{0}")]
    Names(Problems),
}

impl Error {
    /// Whether `kinfolk.toml` is unreadable or says something that can't be.
    pub fn is_config(&self) -> bool {
        matches!(self.0, Kind::Read { .. } | Kind::Syntax { .. } | Kind::Config(_))
    }

    /// Whether two things would get one name and `kinfolk.toml` has to tell them apart.
    pub fn is_name_collision(&self) -> bool {
        matches!(self.0, Kind::Names(_))
    }
}

/// All that is wrong, so that one run is enough to mend it.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<String>);

impl Problems {
    pub(super) fn push(&mut self, problem: String) {
        self.0.push(problem);
    }

    /// An error if there is any problem.
    pub(super) fn check(self, kind: fn(Problems) -> Kind) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error(kind(self))) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n\n"))
    }
}
