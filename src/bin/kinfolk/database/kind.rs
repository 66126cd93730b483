//! Which kind of database a URL is for.

use kinfolk::backend::{DatabaseUrl, UrlError};
use kinfolk::catalog::Backend;

use crate::failure::Failure;

/// A URL may hold a password, so messages never show one as a whole.
pub(crate) fn kind(url: &str) -> Result<Backend, Failure> {
    match DatabaseUrl::parse(url) {
        Ok(url) => Ok(url.backend()),
        Err(UrlError::Malformed(backend, _)) => Ok(backend),
        Err(UrlError::OtherDatabase) => match url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase()) {
            Some(scheme) if is_scheme(&scheme) && scheme != "sqlite" && scheme != "file" => Err(unknown(&scheme)),
            _ => Ok(Backend::Sqlite),
        },
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn unknown(scheme: &str) -> Failure {
    Failure::new(format!(
        "the database URL is one of `{scheme}`, which kinfolk has no support for; it knows SQLite (a path, or \
         sqlite://path), PostgreSQL (postgres://…) and MySQL or MariaDB (mysql://…)"
    ))
    .fact("kind", "unsupported_database")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_the_scheme() {
        for (url, expected) in [
            ("postgres://u:p@h/d", Some(Backend::Postgres)),
            ("PostgreSQL://h", Some(Backend::Postgres)),
            ("postgres://u:p@p@h/d", Some(Backend::Postgres)),
            ("host=h password=p dbname=d", Some(Backend::Postgres)),
            ("mysql://u:p@h/d", Some(Backend::Mysql)),
            ("mariadb://h/d", Some(Backend::Mysql)),
            ("oracle://u:p@h/d", None),
            ("app.db", Some(Backend::Sqlite)),
            ("sqlite://app.db", Some(Backend::Sqlite)),
            ("./user=x.db", Some(Backend::Sqlite)),
            ("file:a", Some(Backend::Sqlite)),
            ("", Some(Backend::Sqlite)),
        ] {
            assert_eq!(kind(url).ok(), expected, "{url}");
        }
    }
}
