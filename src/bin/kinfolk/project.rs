//! Where things are: the configuration, the migrations, the schema file and the database.

use std::env;
use std::path::{Path, PathBuf};

use kinfolk::catalog::{Backend, Catalog};
use kinfolk::codegen::Config;
use kinfolk::migration::Source;

use crate::args::Global;
use crate::database::{self, Access, Database, Said, Shadow};
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
        let url = database_url(self.global)?.ok_or_else(|| {
            Failure::new("which database? Give --database-url, or set DATABASE_URL in the environment or in .env")
                .fact("kind", "no_database_url")
        })?;
        let backend = self.agreed(database::kind(&url)?)?;
        database::driver(backend)?.open(&url, access)
    }

    /// What the migrations make, seen where they touch nobody's data.
    pub(crate) fn catalog_of_migrations(&self) -> Result<Catalog, Failure> {
        let source = self.source()?;
        let (backend, url) = self.backend()?;
        let shadow = Shadow { said: self.shadow()?, database_url: url.as_deref() };
        database::driver(backend)?.catalog_of_migrations(&source, &shadow)
    }

    /// Is it forbidden to run migrations elsewhere than in the project's own database? SQLite does it in memory.
    pub(crate) fn is_without_shadow(&self) -> Result<bool, Failure> {
        Ok(self.shadow()? == Said::Off && self.backend()?.0 != Backend::Sqlite)
    }

    /// What the migrations are for, and the project's own database where it has to do with that.
    fn backend(&self) -> Result<(Backend, Option<String>), Failure> {
        let said = self.config.schema.backend.as_ref().map(|said| said.value);
        if said == Some(Backend::Sqlite) {
            return Ok((Backend::Sqlite, None));
        }
        let url = database_url(self.global)?;
        let backend = match &url {
            Some(url) => self.agreed(database::kind(url)?)?,
            None => said.unwrap_or_else(|| self.default_backend()),
        };
        Ok((backend, url))
    }

    fn shadow(&self) -> Result<Said, Failure> {
        let said = self.global.shadow.clone();
        let said = said.map_or_else(|| variable("KINFOLK_SHADOW"), |said| Ok(Some(said)))?;
        let said = said.or_else(|| self.config.schema.shadow.as_ref().map(|said| said.value.clone()));
        Ok(said.as_deref().map_or(Said::Auto, Said::from))
    }

    /// The database that a URL is for, if the configuration does not say another.
    fn agreed(&self, backend: Backend) -> Result<Backend, Failure> {
        match &self.config.schema.backend {
            Some(said) if said.value != backend => Err(Failure::new(format!(
                "{}:{}: the migrations are for {}, but the database URL is one of {backend}",
                self.config.path.display(),
                said.line,
                said.value
            ))
            .fact("kind", "other_database")),
            _ => Ok(backend),
        }
    }

    /// Where nothing else says it: a folder of migrations that is called after its database, else the first of the build.
    fn default_backend(&self) -> Backend {
        let folder = self.migrations_dir().ok();
        let folder = folder.as_deref().and_then(Path::file_name).and_then(|name| name.to_str()?.parse().ok());
        let first = Backend::ALL.into_iter().find(|backend| database::driver(*backend).is_ok());
        folder.or(first).unwrap_or(Backend::Sqlite)
    }
}

/// The database of the command line, of the environment or of `.env`.
pub(crate) fn database_url(global: &Global) -> Result<Option<String>, Failure> {
    match global.database_url.as_ref().filter(|url| !url.is_empty()) {
        Some(url) => Ok(Some(url.clone())),
        None => variable("DATABASE_URL"),
    }
}

/// A variable of the environment or of `.env`; an empty one is not there.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match dotenvy::dotenv() {
        Err(error) if !error.not_found() => return Err(unreadable(&error)),
        // What the environment says already, .env does not change.
        _ => {}
    }
    match env::var(name) {
        Err(env::VarError::NotUnicode(_)) => Err(Failure::new(format!("{name} is not UTF-8"))),
        value => Ok(value.ok().filter(|value| !value.is_empty())),
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
