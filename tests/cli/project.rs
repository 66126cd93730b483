//! A project on each kind of database, with a database of its own.

use std::ops::Deref;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::support::Folder;
#[cfg(feature = "mysql")]
use crate::servers::mysql;
#[cfg(feature = "postgres")]
use crate::servers::postgres;

/// The tests of a module once for each kind of database: functions that take a project.
macro_rules! on_each_database {
    ($($test:ident)*) => {
        mod sqlite {
            $(#[test]
            fn $test() {
                super::$test(&crate::project::Project::sqlite());
            })*
        }
        crate::project::on_each_server! { $($test)* }
    };
}

/// The same, without SQLite.
macro_rules! on_each_server {
    ($($test:ident)*) => {
        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[test]
            fn $test() {
                super::$test(&crate::project::Project::postgres());
            })*
        }

        #[cfg(feature = "mysql")]
        mod mysql {
            $(#[test]
            fn $test() {
                super::$test(&crate::project::Project::mysql());
            })*
        }
    };
}
pub(super) use {on_each_database, on_each_server};

/// A folder with a configuration and two migrations, and a database whose URL is in `.env`.
pub(super) struct Project {
    folder: Folder,
    database: Database,
}

enum Database {
    Sqlite,
    #[cfg(feature = "postgres")]
    Postgres(postgres::TestDatabase),
    #[cfg(feature = "mysql")]
    Mysql(mysql::TestDatabase),
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// Runs it with a connection to the project's database.
macro_rules! with_connection {
    ($project:expr, $conn:ident => $body:expr) => {
        match &$project.database {
            Database::Sqlite => {
                let $conn = &mut SqliteConnection::establish($project.url().as_str()).unwrap();
                $body
            }
            #[cfg(feature = "postgres")]
            Database::Postgres(database) => {
                let $conn = &mut database.connect();
                $body
            }
            #[cfg(feature = "mysql")]
            Database::Mysql(database) => {
                let $conn = &mut database.connect();
                $body
            }
        }
    };
}

impl Project {
    pub(super) fn sqlite() -> Self {
        Self::new(Database::Sqlite)
    }

    #[cfg(feature = "postgres")]
    pub(super) fn postgres() -> Self {
        Self::new(Database::Postgres(postgres::TestDatabase::new()))
    }

    #[cfg(feature = "mysql")]
    pub(super) fn mysql() -> Self {
        Self::new(Database::Mysql(mysql::TestDatabase::new()))
    }

    fn new(database: Database) -> Self {
        let project = Self { folder: Folder::new(), database };
        project.write("kinfolk.toml", "[schema]\nfile = \"src/schema.rs\"\nmigrations = \"migrations\"\n");
        project.write(".env", format!("DATABASE_URL=\"{}\"\n", project.url()));
        project.migration(
            "2024-01-01-000000_users",
            "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, name VARCHAR(50) NOT NULL);",
            "DROP TABLE users;",
        );
        project.migration(
            "2024-01-02-000000_articles",
            "CREATE TABLE articles (id INTEGER PRIMARY KEY NOT NULL,\n author_id INTEGER NOT NULL,\n \
             FOREIGN KEY (author_id) REFERENCES users (id));",
            "DROP TABLE articles;",
        );
        project
    }

    /// A project on another database of the same server.
    pub(super) fn another(&self) -> Self {
        match &self.database {
            Database::Sqlite => Self::sqlite(),
            #[cfg(feature = "postgres")]
            Database::Postgres(_) => Self::postgres(),
            #[cfg(feature = "mysql")]
            Database::Mysql(_) => Self::mysql(),
        }
    }

    /// The word for it in `kinfolk.toml`.
    pub(super) fn backend(&self) -> &'static str {
        match &self.database {
            Database::Sqlite => "sqlite",
            #[cfg(feature = "postgres")]
            Database::Postgres(_) => "postgres",
            #[cfg(feature = "mysql")]
            Database::Mysql(_) => "mysql",
        }
    }

    pub(super) fn url(&self) -> String {
        match &self.database {
            Database::Sqlite => self.path("app.db").display().to_string(),
            #[cfg(feature = "postgres")]
            Database::Postgres(database) => database.url().to_owned(),
            #[cfg(feature = "mysql")]
            Database::Mysql(database) => database.url().to_owned(),
        }
    }

    /// Its URL with some parts changed.
    pub(super) fn url_with(&self, change: impl FnOnce(&mut url::Url)) -> String {
        let mut url = url::Url::parse(&self.url()).unwrap();
        change(&mut url);
        url.into()
    }

    /// The URL of its server.
    pub(super) fn server(&self) -> String {
        self.url_with(|url| url.set_path(""))
    }

    /// The name of its database on the server.
    pub(super) fn name(&self) -> String {
        url::Url::parse(&self.url()).unwrap().path().trim_start_matches('/').to_owned()
    }

    /// Host and port, as messages have them.
    pub(super) fn place(&self) -> String {
        let url = url::Url::parse(&self.url()).unwrap();
        let port = url.port().unwrap_or(if self.backend() == "mysql" { 3306 } else { 5432 });
        format!("{}:{port}", url.host_str().unwrap())
    }

    pub(super) fn execute(&self, sql: &str) {
        with_connection!(self, conn => conn.batch_execute(sql)).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The values of the column `text`.
    pub(super) fn texts(&self, sql: &str) -> Vec<String> {
        let rows = with_connection!(self, conn => diesel::sql_query(sql).load::<Row>(conn)).unwrap();
        rows.into_iter().map(|row| row.text).collect()
    }

    /// The tables, without those that remember migrations.
    pub(super) fn tables(&self) -> Vec<String> {
        let mut tables = self.tables_and_history();
        tables.retain(|table| !table.starts_with("__"));
        tables
    }

    pub(super) fn tables_and_history(&self) -> Vec<String> {
        if self.backend() == "sqlite" && !Path::new(&self.url()).exists() {
            return Vec::new();
        }
        let mut tables = self.texts(match self.backend() {
            "sqlite" => "SELECT name AS text FROM sqlite_master WHERE type = 'table'",
            "mysql" => "SELECT table_name AS text FROM information_schema.tables WHERE table_schema = database()",
            _ => "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public'",
        });
        tables.sort();
        tables
    }

    /// A statement that takes a minute if it is not stopped.
    pub(super) fn slow(&self) -> &'static str {
        match self.backend() {
            "mysql" => "DO sleep(60);",
            _ => "SELECT pg_sleep(60);",
        }
    }

    /// The scratch databases of a process.
    pub(super) fn scratch_databases(&self, process: u32) -> Vec<String> {
        let list = match self.backend() {
            "mysql" => "SELECT schema_name AS text FROM information_schema.schemata",
            _ => "SELECT datname::text AS text FROM pg_database",
        };
        let mut names = self.texts(list);
        names.retain(|name| name.starts_with(&format!("kinfolk_shadow_{process}_")));
        names
    }

    /// A user who may do everything in the project's database, but may not create databases.
    pub(super) fn user(&self, password: &str) -> User<'_> {
        // Not longer than MySQL's names of users.
        let name = self.name();
        let name = format!("kinfolk_{}", &name[name.len() - 12..]);
        self.execute(&match self.backend() {
            "mysql" => format!(
                "CREATE USER '{name}'@'%' IDENTIFIED BY '{password}'; GRANT ALL ON `{}`.* TO '{name}'@'%'",
                self.name()
            ),
            _ => format!(
                "CREATE ROLE \"{name}\" LOGIN NOCREATEDB PASSWORD '{password}'; ALTER DATABASE \"{}\" OWNER TO \"{name}\"",
                self.name()
            ),
        });
        User { project: self, name, password: password.to_owned() }
    }
}

impl Deref for Project {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.folder
    }
}

/// `Url` encodes the rest.
pub(super) fn encoded(password: &str) -> String {
    password.replace('%', "%25")
}

/// Dropped with this value.
pub(super) struct User<'a> {
    project: &'a Project,
    name: String,
    password: String,
}

impl User<'_> {
    /// The project's database, or another place, in the eyes of this user.
    pub(super) fn url(&self, change: impl FnOnce(&mut url::Url)) -> String {
        self.project.url_with(|url| {
            url.set_username(&self.name).unwrap();
            url.set_password(Some(&encoded(&self.password))).unwrap();
            change(url);
        })
    }
}

impl Drop for User<'_> {
    fn drop(&mut self) {
        let name = &self.name;
        self.project.execute(&match self.project.backend() {
            "mysql" => format!("DROP USER '{name}'@'%'"),
            _ => {
                format!("REASSIGN OWNED BY \"{name}\" TO CURRENT_USER; DROP OWNED BY \"{name}\"; DROP ROLE \"{name}\"")
            }
        });
    }
}
