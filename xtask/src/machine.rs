//! Getting the machine ready for a run: which databases take part, and their servers.

use crate::arguments::Arguments;
use crate::backend::Backend;
use crate::requirements::{self, Use};
use crate::workspace::{KINFOLK, THROWAWAY};
use kinfolk_throwaway::{mysql, postgres};
use std::time::Duration;
use url::Url;

/// Whether a backend takes part in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    Runs,
    /// On a server that was named, without the tests that start servers: why.
    RunsWithoutPrograms(String),
    /// Why it does not run.
    Skipped(String),
}

/// The databases of a run; servers that were started for it end with this value.
pub(crate) struct Machine {
    pub(crate) states: Vec<(Backend, State)>,
    /// Where the servers are, for the tests.
    pub(crate) environment: Vec<(&'static str, String)>,
    _servers: Vec<Throwaway>,
}

#[expect(dead_code, reason = "they are kept, to be stopped at the end")]
enum Throwaway {
    Postgres(postgres::Server),
    Mysql(mysql::Server),
}

impl Machine {
    /// Finds servers or starts them, after installing what is missing where that is possible.
    ///
    /// An error is a server that was named and does not answer.
    pub(crate) fn prepare(arguments: &Arguments, used: Use) -> Result<Self, String> {
        let wanted = || Backend::ALL.into_iter().filter(|backend| arguments.wants(*backend));
        let mut configured = Vec::new();
        for backend in wanted().filter(|_| used == Use::Server) {
            configured.extend(configured_server(backend)?);
        }
        let named = |backend: Backend| configured.iter().any(|(variable, _)| backend.variable() == Some(*variable));
        let lacks = |backend| requirements::missing(backend, used, named(backend));
        requirements::install(&wanted().flat_map(lacks).collect::<Vec<_>>());

        let mut machine = Self { states: Vec::new(), environment: configured.clone(), _servers: Vec::new() };
        for backend in Backend::ALL {
            let missing: Vec<_> = lacks(backend).into_iter().map(|missing| missing.message).collect();
            let state = if !arguments.wants(backend) {
                State::Skipped("--backend leaves it out".to_owned())
            } else if !missing.is_empty() {
                State::Skipped(missing.join("; "))
            } else if used == Use::Server && !named(backend) {
                machine.start(backend)
            } else {
                let programs = (used == Use::Server).then(|| requirements::programs(backend)).flatten();
                programs.map_or(State::Runs, |missing| State::RunsWithoutPrograms(missing.message))
            };
            machine.states.push((backend, state));
        }
        Ok(machine)
    }

    fn start(&mut self, backend: Backend) -> State {
        let Some(variable) = backend.variable() else { return State::Runs };
        let started = match backend {
            Backend::Sqlite => return State::Runs,
            Backend::Postgres => postgres::Server::start().map(|server| {
                let url = server.url("postgres");
                (Throwaway::Postgres(server), url)
            }),
            Backend::Mysql => mysql::Server::start().map(|server| {
                let url = server.url("mysql");
                (Throwaway::Mysql(server), url)
            }),
        };
        match started {
            Ok((server, url)) => {
                println!("{backend}: on a server of its own, {}", place(&url));
                self._servers.push(server);
                self.environment.push((variable, url));
                State::Runs
            }
            Err(error) => State::Skipped(error.to_string()),
        }
    }

    /// What the features of the run have to do without, by package.
    pub(crate) fn without(&self) -> Vec<(&'static str, Backend)> {
        let without = self.states.iter().flat_map(|(backend, state)| match state {
            State::Runs => vec![],
            State::RunsWithoutPrograms(_) => vec![(THROWAWAY, *backend)],
            State::Skipped(_) => vec![(THROWAWAY, *backend), (KINFOLK, *backend)],
        });
        without.collect()
    }

    pub(crate) fn runs(&self, backend: Backend) -> bool {
        self.states.iter().any(|(other, state)| *other == backend && !matches!(state, State::Skipped(_)))
    }

    /// The backends that had to run and do not. In CI those are all that were asked for, elsewhere those that were named.
    pub(crate) fn refused(&self, arguments: &Arguments, is_ci: bool) -> Vec<Backend> {
        let needed = |backend| arguments.wants(backend) && (is_ci || arguments.backends.is_some());
        let backends = self.states.iter().map(|(backend, _)| *backend);
        backends.filter(|backend| needed(*backend) && !self.runs(*backend)).collect()
    }
}

/// The server that the variable of the backend names, if it does: it answers.
fn configured_server(backend: Backend) -> Result<Option<(&'static str, String)>, String> {
    let Some(variable) = backend.variable() else { return Ok(None) };
    match std::env::var(variable) {
        Ok(url) if !url.is_empty() => {
            reach(&url).map_err(|problem| format!("{variable}: {problem}"))?;
            println!("{backend}: on the server of {variable}, {}", place(&url));
            Ok(Some((variable, url)))
        }
        Err(std::env::VarError::NotUnicode(_)) => Err(format!("{variable} is not a URL: it is no UTF-8")),
        _ => Ok(None),
    }
}

/// Host and port of a URL, which may hold a password as well.
fn place(url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return String::new() };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", url.host_str().unwrap_or("a socket"))
}

/// Whether something listens there. Who is let in is for the tests to find out.
fn reach(text: &str) -> Result<(), String> {
    const PATIENCE: Duration = Duration::from_secs(10);

    // Errors of the URL do not repeat it.
    let url = Url::parse(text).map_err(|error| format!("this is not a URL: {error}"))?;
    let port = match url.scheme() {
        "postgres" | "postgresql" => 5432,
        "mysql" => 3306,
        other => return Err(format!("`{other}://` is no scheme of a database server: postgres, mysql")),
    };
    // A socket: its folder is in the parameters, or is the host, encoded.
    if url.host_str().is_none_or(|host| host.is_empty() || host.contains('%')) {
        return Ok(());
    }
    let unreachable = |error: std::io::Error| format!("no server answers at {}: {error}", place(text));
    let mut last = std::io::ErrorKind::AddrNotAvailable.into();
    for address in url.socket_addrs(|| Some(port)).map_err(unreachable)? {
        match std::net::TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(_) => return Ok(()),
            Err(error) => last = error,
        }
    }
    Err(unreachable(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Backend::{Mysql, Postgres, Sqlite};

    fn machine() -> Machine {
        let states = vec![
            (Sqlite, State::Runs),
            (Postgres, State::RunsWithoutPrograms("no initdb".to_owned())),
            (Mysql, State::Skipped("no libmariadb".to_owned())),
        ];
        Machine { states, environment: Vec::new(), _servers: Vec::new() }
    }

    fn refused(line: &str, is_ci: bool) -> Vec<Backend> {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        machine().refused(&Arguments::parse(&words).unwrap(), is_ci)
    }

    #[test]
    fn a_skipped_backend_is_refused_where_it_was_named_and_in_ci() {
        assert_eq!(refused("", false), []);
        assert_eq!(refused("", true), [Mysql]);
        assert_eq!(refused("--backend postgres,mysql", false), [Mysql]);
        assert_eq!(refused("--backend postgres", false), []);
        assert_eq!(refused("--backend sqlite", true), []);
    }

    #[test]
    fn what_does_not_run_is_not_built() {
        assert_eq!(machine().without(), [(THROWAWAY, Postgres), (THROWAWAY, Mysql), (KINFOLK, Mysql)]);
        assert!(machine().runs(Postgres) && !machine().runs(Mysql));
    }

    #[test]
    fn a_server_that_does_not_answer_is_named_without_its_password() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let urls = ["postgres", "mysql"].map(|scheme| format!("{scheme}://ann:secret@127.0.0.1:{port}/blog"));
        assert_eq!(urls.clone().map(|url| reach(&url)), [Ok(()), Ok(())]);
        drop(listener);
        for url in urls {
            let problem = reach(&url).unwrap_err();
            assert!(problem.starts_with(&format!("no server answers at 127.0.0.1:{port}: ")), "{problem}");
            assert!(!problem.contains("secret"), "{problem}");
        }
        assert_eq!(reach("secret").unwrap_err(), "this is not a URL: relative URL without a base");
        assert_eq!(
            reach("http://ann:secret@localhost").unwrap_err(),
            "`http://` is no scheme of a database server: postgres, mysql"
        );
    }

    #[test]
    fn sockets_are_left_to_the_tests() {
        assert_eq!(reach("postgres:///postgres?host=/run/postgresql"), Ok(()));
        assert_eq!(reach("postgres://ann@%2Frun%2Fpostgresql/postgres"), Ok(()));
        assert_eq!(place("postgres:///postgres?host=/run/postgresql"), "a socket");
        assert_eq!(place("mysql://ann:secret@db.example:3307/blog"), "db.example:3307");
    }
}
