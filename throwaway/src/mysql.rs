//! MariaDB or MySQL.

use crate::server::{self, Kind};
use crate::{Error, programs};
use std::path::PathBuf;

/// Where packages put the programs, if not in PATH.
const FOLDERS: [&str; 8] = [
    "/usr/sbin",
    "/usr/libexec",
    "/usr/local/sbin",
    "/usr/local/mysql/bin",
    "/opt/homebrew/opt/mariadb/bin",
    "/opt/homebrew/opt/mysql/bin",
    "/usr/local/opt/mariadb/bin",
    "/usr/local/opt/mysql/bin",
];

const KIND: Kind =
    Kind { product: "MariaDB or MySQL", users: &["mysql", "nobody"], stop: "KILL", ready: "ready for connections" };

const USER: &str = "kinfolk";

/// The programs of MariaDB or of MySQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    /// MySQL's server does it itself.
    install: Option<PathBuf>,
    server: PathBuf,
}

/// Finds `mariadb-install-db` and `mariadbd`, or else `mysqld`: in PATH, then where the packages of Linux distributions
/// and Homebrew put them.
pub fn find() -> Result<Programs, Error> {
    let folders = programs::folders(&FOLDERS);
    let find = |names: &[&str]| programs::first(&folders, names);
    let mariadb = find(&["mariadb-install-db", "mysql_install_db"]).zip(find(&["mariadbd"]));
    let mariadb = mariadb.map(|(install, server)| Programs { install: Some(install), server });
    let mysql = || find(&["mysqld"]).map(|server| Programs { install: None, server });
    mariadb.or_else(mysql).ok_or(Error::NotInstalled {
        product: KIND.product,
        programs: "`mariadb-install-db` with `mariadbd`, or `mysqld`,",
        hint: "Install the server: `apt install mariadb-server`, `dnf install mariadb-server`, `brew install mariadb`",
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
        let data = format!("--datadir={}", server.path("data").display());
        let small = ["--innodb-flush-method=nosync", "--innodb-buffer-pool-size=64M"];
        match &programs.install {
            Some(install) => {
                let arguments =
                    ["--no-defaults", &data, "--auth-root-authentication-method=socket", "--skip-test-db", small[0]];
                server.run(install, &arguments.map(str::to_owned))?;
            }
            None => {
                server.run(&programs.server, &["--no-defaults", "--initialize-insecure", &data].map(str::to_owned))?
            }
        }
        // Root, who may have no password, comes in by the socket only, which is out of the reach of others: names are not
        // resolved, so that 127.0.0.1 is not localhost.
        let account = format!("'{USER}'@'%'");
        let accounts = format!(
            "CREATE USER {account} IDENTIFIED BY '{}';\nGRANT ALL ON *.* TO {account} WITH GRANT OPTION;\n",
            server.password()
        );
        let accounts = format!("--init-file={}", server.write("accounts.sql", &accounts)?.display());
        let [socket, pid] = ["socket", "pid-file"].map(|name| format!("--{name}={}", server.path(name).display()));
        server.serve(&programs.server, |port| {
            let port = format!("--port={port}");
            let own = ["--no-defaults", &data, &accounts, &socket, &pid, &port, "--bind-address=127.0.0.1"];
            let general = [
                "--character-set-server=utf8mb4",
                "--skip-name-resolve",
                "--max-connections=300",
                "--loose-mysqlx=OFF",
                "--skip-log-bin",
            ];
            // Nothing has to survive.
            let fast = ["--innodb-flush-log-at-trx-commit=0", "--loose-innodb-doublewrite=OFF", small[0], small[1]];
            [&own[..], &general, &fast].concat().into_iter().map(str::to_owned).collect()
        })?;
        Ok(Self { server })
    }

    /// The URL of a database, for a user who may do everything; `mysql` is there from the start. It holds the password.
    pub fn url(&self, database: &str) -> String {
        format!("mysql://{USER}:{}@127.0.0.1:{}/{database}", self.server.password(), self.server.port())
    }
}
