//! Where things are: the configuration, the migrations, the schema file and the database.

use std::env;
use std::path::{Path, PathBuf};

use kinfolk::codegen::Config;
use kinfolk::migration::Source;

use crate::args::Global;
use crate::database::{Access, Database};
use crate::failure::Failure;

pub(crate) const CONFIG: &str = "kinfolk.toml";

pub(crate) struct Project<'a> {
    global: &'a Global,
    pub(crate) config: Config,
}

impl<'a> Project<'a> {
    /// Reads the configuration: the one that was named, else the nearest one upwards, else the default.
    pub(crate) fn find(global: &'a Global) -> Result<Self, Failure> {
        let config = match global.config.clone().or_else(|| upwards(CONFIG)) {
            Some(path) => {
                Config::load(&path).map_err(|error| Failure::new(error).fact("file", path.display().to_string()))?
            }
            None => Config::default(),
        };
        Ok(Self { global, config })
    }

    pub(crate) fn migrations_dir(&self) -> Result<PathBuf, Failure> {
        let said = self.global.migrations_dir.clone().or_else(|| self.config.migrations_dir());
        said.or_else(|| upwards("migrations").filter(|path| path.is_dir())).ok_or_else(|| {
            Failure::new("there is no kinfolk.toml and no migrations folder here or above; `kinfolk init` makes both")
        })
    }

    pub(crate) fn source(&self) -> Result<Source, Failure> {
        self.migrations_dir().map(Source::folder)
    }

    pub(crate) fn schema_file(&self) -> Result<PathBuf, Failure> {
        self.config.schema_file().ok_or_else(|| {
            Failure::new(
                "kinfolk.toml does not say where the schema goes: write `file = \"src/schema.rs\"` under [schema]",
            )
        })
    }

    pub(crate) fn connect(&self, access: Access) -> Result<Database, Failure> {
        Database::open(&self.database_url()?, access)
    }

    fn database_url(&self) -> Result<String, Failure> {
        if let Some(url) = self.global.database_url.as_ref().filter(|url| !url.is_empty()) {
            return Ok(url.clone());
        }
        match dotenvy::dotenv() {
            Err(error) if !error.not_found() => return Err(unreadable(&error)),
            // What the environment says already, .env does not change.
            _ => {}
        }
        match env::var("DATABASE_URL") {
            Ok(url) if !url.is_empty() => Ok(url),
            Err(env::VarError::NotUnicode(_)) => Err(Failure::new("DATABASE_URL is not UTF-8")),
            _ => Err(Failure::new(
                "which database? Give --database-url, or set DATABASE_URL in the environment or in .env",
            )
            .fact("kind", "no_database_url")),
        }
    }
}

/// The message leaves the text of the line out: it may be a password.
fn unreadable(error: &dotenvy::Error) -> Failure {
    Failure::new(match error {
        dotenvy::Error::LineParse(_, _) => {
            ".env has a line that is not NAME=value; quote values that hold blanks".to_owned()
        }
        dotenvy::Error::Io(error) => format!(".env cannot be read: {error}"),
        _ => ".env cannot be read".to_owned(),
    })
}

/// The nearest file or folder of this name in this folder or above it.
pub(crate) fn upwards(name: &str) -> Option<PathBuf> {
    if Path::new(name).exists() {
        return Some(name.into());
    }
    let here = env::current_dir().ok()?;
    here.ancestors().skip(1).map(|folder| folder.join(name)).find(|path| path.exists())
}
