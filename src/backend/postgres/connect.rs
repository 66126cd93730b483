//! Connections to PostgreSQL.

use diesel::PgConnection;

use crate::backend::connect::{self, ConnectError, DatabaseUrl, Reason};
use crate::catalog::Backend;

/// Connects to a database.
///
/// ```
/// use kinfolk::backend::{DatabaseUrl, postgres};
///
/// let url = DatabaseUrl::parse("postgres://me:secret@127.0.0.1:1/app")?;
/// let error = postgres::connect(&url).err().ok_or("nobody should listen there")?;
/// assert!(error.is_unreachable());
/// assert!(error.to_string().starts_with("127.0.0.1:1: no PostgreSQL server answers there: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When there is no connection, with host, port, database and what to do.
pub fn connect(url: &DatabaseUrl) -> Result<PgConnection, ConnectError> {
    connect::establish(url, Backend::Postgres, reason)
}

/// libpq gives no code for it, only words: its own, which are English, and the server's.
fn reason(said: &str) -> Reason {
    let has = |words: &str| said.contains(words);
    match () {
        () if has("invalid URI query parameter") || has("invalid connection option") => Reason::Url,
        () if has("no encryption")
            || has("SSL off")
            || has("SSL was required")
            || has("SSL error")
            || has("certificate") =>
        {
            Reason::Tls
        }
        () if has("pg_hba.conf") && (has("SSL encryption") || has("SSL on")) => Reason::Tls,
        () if has("authentication failed") || has("no password supplied") || has("pg_hba.conf") => {
            Reason::Authentication
        }
        () if has("FATAL:  role ") => Reason::Authentication,
        () if has("FATAL:  database ") => Reason::NoDatabase,
        () if has("permission denied for database") => Reason::Denied,
        () if has("FATAL:") => Reason::Other,
        () if has("failed: ") || has("could not translate host name") || has("timeout expired") => Reason::Unreachable,
        () => Reason::Other,
    }
}
