//! Why a command failed: a sentence for people, the same facts as JSON for machines.

use std::fmt::Display;
use std::path::Path;

use kinfolk::backend::{ConnectError, SchemaError, UrlError, is_connection_lost};
use kinfolk::migration;
use serde_json::{Map, Value, json};

/// A failed command, exit code 1.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    /// What had been done before, in lines.
    pub(crate) before: Vec<String>,
    /// What the message says, by name.
    pub(crate) facts: Map<String, Value>,
}

impl Failure {
    pub(crate) fn new(message: impl Display) -> Self {
        Self { message: message.to_string(), before: Vec::new(), facts: Map::new() }
    }

    /// Something about a file or folder.
    pub(crate) fn at(path: &Path, message: impl Display) -> Self {
        Self::new(format!("{}: {message}", path.display())).fact("file", path.display().to_string())
    }

    pub(crate) fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.into(), value.into());
        self
    }
}

impl From<&migration::Error> for Failure {
    fn from(error: &migration::Error) -> Self {
        let mut failure = Self::new(error);
        let kind = match () {
            () if error.is_refused() => "refused",
            () if error.is_locked() => "locked",
            () if error.is_irreversible() => "irreversible",
            () if error.is_missing() => "missing",
            () if error.is_duplicate() => "duplicate",
            () if error.is_dirty() => "dirty",
            () if error.is_not_dirty() => "not_dirty",
            () => "migration",
        };
        let facts = [
            ("kind", Some(json!(kind))),
            ("migration", error.migration().map(Value::from)),
            ("file", error.path().map(|path| path.display().to_string().into())),
            ("line", error.line().map(Value::from)),
            ("statement", error.statement().map(Value::from)),
            ("sql", error.sql().map(Value::from)),
            ("database_message", error.database_message().map(Value::from)),
            ("applied_statements", (error.applied_statements() > 0).then(|| error.applied_statements().into())),
            ("done", Some(json!(error.done()))),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                failure = failure.fact(name, value);
            }
        }
        failure.before = error.done().iter().map(super::migrate::line).collect();
        failure
    }
}

impl From<migration::Error> for Failure {
    fn from(error: migration::Error) -> Self {
        Self::from(&error)
    }
}

impl From<UrlError> for Failure {
    fn from(error: UrlError) -> Self {
        Self::new(error).fact("kind", "database_url")
    }
}

impl From<&ConnectError> for Failure {
    fn from(error: &ConnectError) -> Self {
        let kind = match () {
            () if error.is_unreachable() => "server_unreachable",
            () if error.is_authentication() => "authentication",
            () if error.is_no_such_database() => "no_such_database",
            () if error.is_permission_denied() => "permission_denied",
            () if error.is_tls() => "tls",
            () => "connection",
        };
        let failure = Self::new(error).fact("kind", kind).fact("server", error.server());
        failure.fact("database", error.database()).fact("database_message", error.database_message())
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        Self::from(&error)
    }
}

impl From<SchemaError> for Failure {
    fn from(error: SchemaError) -> Self {
        if let Some(error) = error.connect_error() {
            return Self::from(error);
        }
        let is_lost = is_connection_lost(&error);
        let url = error.url().cloned();
        let kind = match () {
            () if error.is_permission_denied() => "permission_denied",
            () if error.is_not_empty() => "shadow_not_empty",
            () if error.is_in_use() => "locked",
            () => "schema",
        };
        let failure = match error.into_migration() {
            Ok(error) => Self::from(&error),
            Err(error) => Self::new(error).fact("kind", kind),
        };
        let failure = match url {
            Some(url) => failure.fact("server", url.server()).fact("database", url.database()),
            None => failure,
        };
        match is_lost {
            true => failure.fact("kind", "connection_lost"),
            false => failure,
        }
    }
}
