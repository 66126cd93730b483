//! The URL of a database, which may hold a password.

use std::fmt;

use super::{keywords, mysql_url, postgres_uri};
use crate::catalog::Backend;

/// Where the database of a server is: the text of a URL, shown without its password.
///
/// | | forms |
/// |---|---|
/// | PostgreSQL | `postgres://user:password@host:port/database?sslmode=require`, `postgresql://…`, `postgres:///app?host=/run/postgresql`, `host=… dbname=…`: all that libpq knows |
/// | MySQL, MariaDB | `mysql://user:password@host:port/database?ssl_mode=required`, `mariadb://…`, `mysql://user@localhost/database?unix_socket=/run/mysqld/mysqld.sock` |
///
/// Characters with a meaning in URLs, such as `@`, `/` and `%`, are percent-encoded in a password: `%40`, `%2F`, `%25`.
///
/// ```
/// use kinfolk::backend::DatabaseUrl;
///
/// let url = DatabaseUrl::parse("postgres://me:secret@db.example/app")?;
/// assert_eq!((url.server().as_str(), url.database()), ("db.example:5432", Some("app")));
/// assert_eq!(url.to_string(), "app at db.example:5432");
/// assert!(!format!("{url:?}").contains("secret"));
/// # Ok::<(), kinfolk::backend::UrlError>(())
/// ```
#[derive(Clone)]
pub struct DatabaseUrl {
    backend: Backend,
    /// As the client library takes it.
    text: String,
    parts: Vec<(String, String)>,
}

/// The text is not the URL of a database server. The message does not repeat it: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// It is a file's path, or speaks of another kind of database.
    #[error("the URL is not one of PostgreSQL or MySQL, which begin with postgres:// or mysql://")]
    OtherDatabase,
    /// It cannot be taken apart.
    #[error(
        "the URL of the {0} database cannot be read; its form is {1}, and in user and password special characters \
         are percent-encoded (`@` is %40, `/` is %2F, `:` is %3A, `%` is %25)"
    )]
    Malformed(Backend, &'static str),
}

const POSTGRES: &str = "postgres://user:password@host:port/database, or host=… port=… user=… password=… dbname=…";
const MYSQL: &str = "mysql://user:password@host:port/database";

impl DatabaseUrl {
    /// Takes the text apart. Nothing is connected to.
    ///
    /// # Errors
    ///
    /// When it is none of the forms, or its parts are not clear.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let text = text.trim();
        if keywords::are_in(text) {
            let parts = keywords::read(text).ok_or(UrlError::Malformed(Backend::Postgres, POSTGRES))?;
            return Ok(Self { backend: Backend::Postgres, text: text.to_owned(), parts });
        }
        let (scheme, rest) = text.split_once("://").ok_or(UrlError::OtherDatabase)?;
        match scheme.to_ascii_lowercase().parse() {
            Ok(Backend::Postgres) => {
                let parts = postgres_uri::read(text).ok_or(UrlError::Malformed(Backend::Postgres, POSTGRES))?;
                Ok(Self { backend: Backend::Postgres, text: format!("postgres://{rest}"), parts })
            }
            Ok(Backend::Mysql) => {
                let parts = mysql_url::read(rest).ok_or(UrlError::Malformed(Backend::Mysql, MYSQL))?;
                // Diesel knows the one scheme only.
                Ok(Self { backend: Backend::Mysql, text: format!("mysql://{rest}"), parts })
            }
            Ok(Backend::Sqlite) | Err(_) => Err(UrlError::OtherDatabase),
        }
    }

    /// Whose it is.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Host and port, or the socket.
    pub fn server(&self) -> String {
        let host = self.part("host").or_else(|| self.part("hostaddr"));
        let default = if self.backend == Backend::Mysql { "3306" } else { "5432" };
        let port = self.part("port").unwrap_or(default);
        match (self.part("unix_socket").filter(|_| self.backend == Backend::Mysql), host) {
            (Some(socket), _) => format!("the socket {socket}"),
            (None, Some(folder)) if folder.starts_with(['/', '@']) => format!("the socket {folder}/.s.PGSQL.{port}"),
            (None, Some(hosts)) => {
                let ports: Vec<_> = port.split(',').collect();
                let port = |at: usize| ports.get(at).or(ports.first()).copied().filter(|it| !it.is_empty());
                let hosts = hosts.split(',').enumerate();
                let named = hosts.map(|(at, host)| {
                    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
                    format!("{host}:{}", port(at).unwrap_or(default))
                });
                named.collect::<Vec<_>>().join(",")
            }
            (None, None) => format!("the default host:{port}"),
        }
    }

    /// The database, where one is named.
    pub fn database(&self) -> Option<&str> {
        self.part("dbname")
    }

    /// The same server and user, another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Self {
        let mut url = self.clone();
        url.parts.push(("dbname".into(), name.into()));
        match self.backend {
            Backend::Mysql => {
                let (place, options) = split(&self.text, '?');
                let end = place[8..].find('/').map_or(place.len(), |at| at + 8);
                url.text = format!("{}/{name}{options}", &place[..end]);
            }
            // The last one counts for libpq.
            _ if self.text.starts_with("postgres://") => {
                let sign = if has_options(&self.text) { '&' } else { '?' };
                url.text += &format!("{sign}dbname={name}");
            }
            _ => url.text += &format!(" dbname='{name}'"),
        }
        url
    }

    /// The text for the client library. It holds the password: not to be shown.
    pub fn with_password(&self) -> &str {
        &self.text
    }

    /// A message in which the password does not occur, whatever the client library has put into it.
    pub(crate) fn without_password(&self, message: &str) -> String {
        let secrets = self.parts.iter().filter(|(key, _)| key.contains("password")).map(|(_, value)| value);
        secrets.filter(|it| !it.is_empty()).fold(message.to_owned(), |message, it| message.replace(it.as_str(), "***"))
    }

    pub(crate) fn part(&self, name: &str) -> Option<&str> {
        let values = self.parts.iter().rev().filter(|(key, _)| key == name);
        values.map(|(_, value)| value.as_str()).next().filter(|value| !value.is_empty())
    }
}

fn split(text: &str, at: char) -> (&str, &str) {
    text.find(at).map_or((text, ""), |at| text.split_at(at))
}

/// Is there a `?` behind user and password?
fn has_options(uri: &str) -> bool {
    let rest = &uri["postgres://".len()..];
    let from = rest.find(['@', '/']).filter(|at| rest[*at..].starts_with('@')).unwrap_or(0);
    rest[from..].contains('?')
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.database() {
            Some(database) => write!(f, "{database} at {}", self.server()),
            None => f.write_str(&self.server()),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({} {self})", self.backend)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> DatabaseUrl {
        DatabaseUrl::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn places_are_found() {
        for (text, shown) in [
            ("postgres://me:secret@h/app", "app at h:5432"),
            ("PostgreSQL://h", "h:5432"),
            ("postgres:///app", "app at the default host:5432"),
            ("postgres:///app?host=/run/pg&port=5433", "app at the socket /run/pg/.s.PGSQL.5433"),
            ("postgres://a:1,b:2/app", "app at a:1,b:2"),
            ("postgres://a,b:2/app", "app at a:2,b:2"),
            ("host=h port=1 password='a b' dbname=app", "app at h:1"),
            ("mysql://me:secret@h:3307/app", "app at h:3307"),
            ("mariadb://root@[::1]", "[::1]:3306"),
            ("mysql://root@localhost/app?unix_socket=%2Frun%2Fmy.sock", "app at the socket /run/my.sock"),
        ] {
            assert_eq!(parse(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn another_database_on_the_same_server() {
        for (text, with) in [
            ("postgres://me:p?x@h/app", "postgres://me:p?x@h/app?dbname=new"),
            ("postgresql://h/app?sslmode=disable", "postgres://h/app?sslmode=disable&dbname=new"),
            ("postgres://h", "postgres://h?dbname=new"),
            ("host=h dbname=app", "host=h dbname=app dbname='new'"),
            ("mysql://me:p@h:1/app?ssl_mode=disabled", "mysql://me:p@h:1/new?ssl_mode=disabled"),
            ("mariadb://h", "mysql://h/new"),
        ] {
            let url = parse(text).with_database("new");
            assert_eq!((url.with_password(), url.database()), (with, Some("new")), "{text}");
        }
    }

    #[test]
    fn nothing_shows_a_password() {
        for text in [
            "postgres://me:sec%2Fret@h/app",
            "postgres://h/app?password=sec%2Fret",
            "host=h password=sec/ret",
            "mysql://me:sec%2Fret@h/app",
        ] {
            let url = parse(text);
            for shown in [format!("{url}"), format!("{url:?}"), url.server(), url.without_password("a sec/ret")] {
                assert!(!shown.contains("sec"), "{shown}");
            }
        }
        for text in [
            "postgres://me:sec@ret@h/app",
            "host=h password=sec ret",
            "mysql://me:sec/ret@h/app",
            "mysql://me:sec#ret@h/app",
            "mysql://me:sec@ret@h/app",
            "mysql://me:sec%ret@h/app",
            "mysql://h:secret/app",
            "mysql://me:12?x=sec@h/app",
        ] {
            let error = DatabaseUrl::parse(text).unwrap_err();
            assert!(
                matches!(error, UrlError::Malformed(..)) && !format!("{error} {error:?}").contains("sec"),
                "{error}"
            );
        }
        for text in ["app.db", "sqlite://app.db", "oracle://h", ""] {
            assert_eq!(DatabaseUrl::parse(text).unwrap_err(), UrlError::OtherDatabase, "{text}");
        }
    }
}
