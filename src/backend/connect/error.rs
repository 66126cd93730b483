//! Why there is no connection.

use super::DatabaseUrl;
use crate::catalog::Backend;

/// There is no connection to the database of a server.
///
/// The message names host, port and database and says what to do. It never holds a password.
#[derive(Debug, thiserror::Error)]
#[error("{server}: {}", self.words())]
pub struct ConnectError {
    reason: Reason,
    backend: Backend,
    server: String,
    database: Option<String>,
    said: String,
}

/// As far as the words tell that client libraries have for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    Unreachable,
    Authentication,
    NoDatabase,
    Denied,
    Tls,
    Url,
    /// The URL is not one of this database.
    OtherBackend(Backend),
    Other,
}

impl ConnectError {
    pub(crate) fn new(url: &DatabaseUrl, reason: Reason, said: String) -> Self {
        // libpq repeats the option, which may be a part of a password that is not percent-encoded.
        let said = if reason == Reason::Url { "it has an option that is not known".into() } else { one_line(&said) };
        let database = url.database().map(str::to_owned);
        Self { reason, backend: url.backend(), server: url.server(), database, said }
    }

    fn words(&self) -> String {
        let (backend, said) = (self.backend, &self.said);
        let database = self.database.as_deref().map_or(String::new(), |name| format!(" `{name}`"));
        match self.reason {
            Reason::Unreachable => {
                format!("no {backend} server answers there: {said}. Start it, or correct host and port in the URL")
            }
            Reason::Authentication => format!(
                "the server refuses the user: {said}. Correct user and password in the URL; special characters are \
                 percent-encoded (`@` is %40)"
            ),
            Reason::NoDatabase => format!("there is no database{database}: {said}. {}", self.creation()),
            Reason::Denied => {
                format!("the user may not use the database{database}: {said}. Ask its owner for the permission")
            }
            Reason::Tls => format!(
                "encryption does not fit the server: {said}. {}",
                match backend {
                    Backend::Mysql => "Set it with ?ssl_mode=required, or disabled, in the URL",
                    _ => "Set it with ?sslmode=require, or disable, in the URL",
                }
            ),
            Reason::OtherBackend(expected) => format!("the URL is one of {backend}, not of {expected}"),
            Reason::Url => format!("the client library does not take the URL: {said}"),
            Reason::Other => format!("no connection to the database{database}: {said}"),
        }
    }

    fn creation(&self) -> String {
        let Some(name) = &self.database else {
            return "Name one in the URL".into();
        };
        match self.backend {
            Backend::Mysql => format!("Create it: CREATE DATABASE `{}`", name.replace('`', "``")),
            _ => format!("Create it: CREATE DATABASE \"{}\"", name.replace('"', "\"\"")),
        }
    }

    /// Host and port, or the socket.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// The database, where the URL names one.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// What the server or the client library said, without the password.
    pub fn database_message(&self) -> &str {
        &self.said
    }

    /// Does nobody answer at that host and port?
    pub fn is_unreachable(&self) -> bool {
        self.reason == Reason::Unreachable
    }

    /// Are user and password, or the place where they come from, refused?
    pub fn is_authentication(&self) -> bool {
        self.reason == Reason::Authentication
    }

    /// Is the database not there?
    pub fn is_no_such_database(&self) -> bool {
        self.reason == Reason::NoDatabase
    }

    /// May the user not use this database?
    pub fn is_permission_denied(&self) -> bool {
        self.reason == Reason::Denied
    }

    /// Does one side want encryption, and the other not?
    pub fn is_tls(&self) -> bool {
        self.reason == Reason::Tls
    }
}

/// Without what libpq adds for people who have no other message, nor the place, if it is only one.
fn one_line(said: &str) -> String {
    let lines =
        said.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("Is the server running"));
    let mut lines = lines.collect::<Vec<_>>();
    let is_attempt = |line: &&str| line.starts_with("connection to server ");
    if let ([first, ..], 1) = (&mut lines[..], said.lines().filter(|line| is_attempt(line)).count())
        && let Some((_, why)) = first.split_once(" failed: ")
    {
        *first = why;
    }
    lines.join(" ").trim_end_matches(['.', '?']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn places_are_not_said_twice() {
        for (said, expected) in [
            (
                "connection to server at \"h\", port 1 failed: Connection refused\n\tIs the server running on that host?\n",
                "Connection refused",
            ),
            (
                "connection to server at \"h\", port 1 failed: FATAL:  x\nconnection to server at \"h\", port 1 failed: FATAL:  y",
                "connection to server at \"h\", port 1 failed: FATAL:  x connection to server at \"h\", port 1 failed: FATAL:  y",
            ),
            ("Unknown database 'x'.", "Unknown database 'x'"),
            ("", ""),
        ] {
            assert_eq!(one_line(said), expected);
        }
    }
}
