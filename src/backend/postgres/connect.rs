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
    let with = has("SSL encryption") || has("SSL on");
    let without = has("no encryption") || has("SSL off");
    match () {
        () if has("invalid URI query parameter") || has("invalid connection option") => Reason::Url,
        () if has("SSL was required") || has("SSL error") || has("certificate") => Reason::Tls,
        // If both are refused, it is not for the encryption.
        () if has("pg_hba.conf") && without && !with => Reason::Tls,
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

#[cfg(test)]
mod tests {
    use super::{Reason, reason};

    #[test]
    fn told_by_the_words() {
        for (said, expected) in [
            ("connection to server at \"h\", port 1 failed: Connection refused", Reason::Unreachable),
            ("connection to server on socket \"/s\" failed: No such file or directory", Reason::Unreachable),
            ("could not translate host name \"h\" to address: Name or service not known", Reason::Unreachable),
            ("connection to server at \"h\", port 1 failed: timeout expired", Reason::Unreachable),
            ("failed: FATAL:  password authentication failed for user \"me\"", Reason::Authentication),
            ("failed: fe_sendauth: no password supplied", Reason::Authentication),
            ("failed: FATAL:  Peer authentication failed for user \"me\"", Reason::Authentication),
            ("failed: FATAL:  role \"me\" does not exist", Reason::Authentication),
            (
                "FATAL:  no pg_hba.conf entry for host \"h\", user \"me\", database \"d\", SSL encryption",
                Reason::Authentication,
            ),
            (
                "FATAL:  no pg_hba.conf entry for …, SSL encryption\nFATAL:  no pg_hba.conf entry for …, no encryption",
                Reason::Authentication,
            ),
            ("FATAL:  no pg_hba.conf entry for host \"h\", user \"me\", database \"d\", no encryption", Reason::Tls),
            ("FATAL:  no pg_hba.conf entry for host \"h\", user \"me\", database \"d\", SSL off", Reason::Tls),
            ("server does not support SSL, but SSL was required", Reason::Tls),
            ("root certificate file \"/root.crt\" does not exist", Reason::Tls),
            ("failed: FATAL:  database \"role d\" does not exist", Reason::NoDatabase),
            ("failed: FATAL:  permission denied for database \"d\"", Reason::Denied),
            ("failed: FATAL:  sorry, too many clients already", Reason::Other),
            ("invalid connection option \"x\"", Reason::Url),
        ] {
            assert_eq!(reason(said), expected, "{said}");
        }
    }
}
