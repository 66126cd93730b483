//! Where migrations come from: a folder, or the program itself.

use std::fmt;
use std::path::{Path, PathBuf};

use diesel::connection::LoadConnection;
use diesel_migrations::EmbeddedMigrations;

use super::error::{Error, Kind};
use super::{Database, Direction, Done, Runner, Script, Steps, folder};

/// A folder of migrations, or migrations that were built into the program with [`embed!`](super::embed).
///
/// It is also a [`diesel::migration::MigrationSource`], so that what is written for `diesel_migrations` takes it.
pub struct Source {
    kind: SourceKind,
}

enum SourceKind {
    Folder(PathBuf),
    Embedded(EmbeddedMigrations),
}

/// One migration: a version, a name and its SQL.
#[derive(Debug, Clone)]
pub struct Migration {
    pub(crate) version: String,
    pub(crate) name: String,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) in_transaction: bool,
    pub(crate) up: Text,
    pub(crate) down: Option<Text>,
}

/// A text, or the file that has it: files are read when they are needed, and not before.
#[derive(Debug, Clone)]
pub(crate) enum Text {
    File(PathBuf),
    Embedded(String),
}

impl Source {
    /// The migrations of a folder. It is read when they are asked for.
    ///
    /// ```
    /// use kinfolk::migration::Source;
    ///
    /// let source = Source::folder("migrations/sqlite");
    /// for migration in source.migrations()? {
    ///     println!("{}", migration.name());
    /// }
    /// # Ok::<(), kinfolk::migration::Error>(())
    /// ```
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self { kind: SourceKind::Folder(path.into()) }
    }

    /// Migrations that `diesel_migrations::embed_migrations!` built into the program; [`embed!`](super::embed) is the
    /// short way.
    pub const fn embedded(migrations: EmbeddedMigrations) -> Self {
        Self { kind: SourceKind::Embedded(migrations) }
    }

    /// All migrations, lowest version first.
    ///
    /// # Errors
    ///
    /// When the folder can't be read, a folder in it is no migration, or two have the same version.
    pub fn migrations(&self) -> Result<Vec<Migration>, Error> {
        let mut all = match &self.kind {
            SourceKind::Folder(path) => folder::read(path)?,
            SourceKind::Embedded(migrations) => super::embedded::read(migrations)?,
        };
        all.sort_by(|a, b| (&a.version, &a.name).cmp(&(&b.version, &b.name)));
        match all.windows(2).find(|pair| pair[0].version == pair[1].version) {
            Some(pair) => Err(Kind::Duplicate {
                version: pair[0].version.clone(),
                first: pair[0].name.clone(),
                second: pair[1].name.clone(),
                path: pair[1].folder.clone(),
            }
            .into()),
            None => Ok(all),
        }
    }

    /// Applies all that is pending, and says what was applied: the one line at the start of a service.
    ///
    /// See [the module](super) for an example and for what is promised.
    ///
    /// # Errors
    ///
    /// When a migration can't be read or is refused. Those before it stay applied ([`Error::done`]).
    pub fn run<C>(&self, conn: &mut C) -> Result<Vec<Done>, Error>
    where
        C: LoadConnection,
        C::Backend: Database,
    {
        self.on(conn).run(Steps::All)
    }

    /// These migrations on that database: run, revert, redo, status.
    pub fn on<'a, C>(&'a self, conn: &'a mut C) -> Runner<'a, C> {
        Runner::new(self, conn)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            SourceKind::Folder(path) => path.display().fmt(f),
            SourceKind::Embedded(_) => f.write_str("this program"),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({self})")
    }
}

impl Migration {
    /// The version: the folder's name up to its first `_`, without dashes.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The whole name of the folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder; `None` for an embedded one.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Is there a `down.sql`?
    pub fn is_reversible(&self) -> bool {
        self.down.is_some()
    }

    /// Does it run in a transaction (unless `metadata.toml` says `run_in_transaction = false`)?
    pub fn runs_in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// Reads the file of that direction and cuts it into statements.
    ///
    /// # Errors
    ///
    /// When the file is not there, can't be read, is empty or is not UTF-8.
    pub fn script<DB: Database>(&self, direction: Direction) -> Result<Script, Error> {
        let path = self.path(direction);
        let text = match direction {
            Direction::Up => &self.up,
            Direction::Down => {
                self.down.as_ref().ok_or_else(|| Kind::NoDown { migration: self.name.clone(), path: path.clone() })?
            }
        };
        match text {
            Text::File(path) => Script::parse::<DB>(&self.name, path, &folder::read_text(path)?),
            Text::Embedded(sql) => Script::parse::<DB>(&self.name, &path, sql),
        }
    }

    fn path(&self, direction: Direction) -> PathBuf {
        let folder = self.folder.clone().unwrap_or_else(|| PathBuf::from(&self.name));
        folder.join(match direction {
            Direction::Up => "up.sql",
            Direction::Down => "down.sql",
        })
    }
}
