//! PostgreSQL.

use crate::server::{self, Kind};
use crate::{Error, programs};
use std::path::PathBuf;

/// Where packages put the programs, if not in PATH.
const FOLDERS: [&str; 6] = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
];

const KIND: Kind = Kind {
    product: "PostgreSQL",
    users: &["postgres", "nobody"],
    stop: "QUIT",
    ready: "database system is ready to accept connections",
};

/// The programs of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    initdb: PathBuf,
    postgres: PathBuf,
}

/// Finds `initdb` and `postgres`: in PATH, then where the packages of Linux distributions and Homebrew put them, the
/// newest version first.
pub fn find() -> Result<Programs, Error> {
    let both = programs::folders(&FOLDERS)
        .into_iter()
        .map(|folder| Programs { initdb: folder.join("initdb"), postgres: folder.join("postgres") });
    let mut complete = both.filter(|both| both.initdb.is_file() && both.postgres.is_file());
    complete.next().ok_or(Error::NotInstalled {
        product: KIND.product,
        programs: "`initdb` and `postgres`",
        hint: "Install the server: `apt install postgresql`, `dnf install postgresql-server`, `brew install postgresql`",
    })
}

/// A running server.
pub struct Server {
    server: server::Server,
}

impl Server {
    /// Starts a server from the installed programs; it accepts connections when this returns.
    pub fn start() -> Result<Self, Error> {
        let programs = find()?;
        let mut server = server::Server::new(&KIND)?;
        let password = server.write("password", server.password())?;
        let data = server.path("data").display().to_string();
        let folder = server.path("").display().to_string();
        // Over TCP the password, which costs less than SCRAM on each connection, and travels on this machine only. The
        // socket is out of the reach of others.
        let arguments =
            "--username=postgres --auth-local=trust --auth-host=password --encoding=UTF8 --locale=C --no-sync";
        let mut initdb: Vec<_> = arguments.split(' ').map(str::to_owned).collect();
        initdb.extend([format!("--pwfile={}", password.display()), format!("--pgdata={data}")]);
        server.run(&programs.initdb, &initdb)?;
        server.serve(&programs.postgres, |port| {
            let settings = [
                "listen_addresses=127.0.0.1".to_owned(),
                format!("port={port}"),
                format!("unix_socket_directories={folder}"),
                "max_connections=300".to_owned(),
                // Nothing has to survive.
                "fsync=off".to_owned(),
                "synchronous_commit=off".to_owned(),
                "full_page_writes=off".to_owned(),
                "logging_collector=off".to_owned(),
                "log_destination=stderr".to_owned(),
            ];
            let settings = settings.into_iter().flat_map(|setting| ["-c".to_owned(), setting]);
            ["-D".to_owned(), data.clone()].into_iter().chain(settings).collect()
        })?;
        Ok(Self { server })
    }

    /// The URL of a database, for a superuser; `postgres` is there from the start. It holds the password.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/{database}", self.server.password(), self.server.port())
    }
}
