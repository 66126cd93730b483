use std::{fmt, str::FromStr};

/// The databases that there are backends for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL and MariaDB.
    Mysql,
}

impl Backend {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    /// The word for it in `kinfolk.toml`, in URLs, and as a feature of the crate.
    ///
    /// ```
    /// use kinfolk::catalog::Backend;
    ///
    /// assert_eq!(Backend::Postgres.word(), "postgres");
    /// assert_eq!(Backend::Postgres.to_string(), "PostgreSQL");
    /// assert_eq!("postgres".parse(), Ok(Backend::Postgres));
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::Mysql => "MySQL",
        })
    }
}

impl FromStr for Backend {
    type Err = UnknownBackend;

    /// From its word, or another one that URLs have for it: `postgresql`, `mariadb`.
    fn from_str(word: &str) -> Result<Self, UnknownBackend> {
        match word {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" | "postgresql" => Ok(Self::Postgres),
            "mysql" | "mariadb" => Ok(Self::Mysql),
            _ => Err(UnknownBackend),
        }
    }
}

/// A word that stands for none of the databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the databases are `sqlite`, `postgres` and `mysql`")]
pub struct UnknownBackend;
