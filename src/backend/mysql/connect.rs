//! Connections to MySQL and MariaDB.

use diesel::prelude::*;
use diesel::sql_types::Text;

use crate::backend::connect::{self, ConnectError, DatabaseUrl, Reason};
use crate::catalog::Backend;

/// Connects to a database.
///
/// Where the URL asks for encryption with `ssl_mode`, it is checked by `SHOW SESSION STATUS`: MariaDB's client library
/// does not know the option and connects without.
///
/// ```
/// use kinfolk::backend::{DatabaseUrl, mysql};
///
/// let url = DatabaseUrl::parse("mysql://me:secret@127.0.0.1:1/app")?;
/// let error = mysql::connect(&url).err().ok_or("nobody should listen there")?;
/// assert!(error.is_unreachable());
/// assert!(error.to_string().starts_with("127.0.0.1:1: no MySQL server answers there: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When there is no connection, with host, port, database and what to do.
pub fn connect(url: &DatabaseUrl) -> Result<MysqlConnection, ConnectError> {
    let mut conn = connect::establish(url, Backend::Mysql, reason)?;
    if asks_for_encryption(url) && !is_encrypted(&mut conn) {
        let said = "the URL asks for it, but the client library has connected without";
        return Err(ConnectError::new(url, Reason::Tls, said.into()));
    }
    Ok(conn)
}

/// MariaDB's client library does not know the option and would pass over it in silence.
fn asks_for_encryption(url: &DatabaseUrl) -> bool {
    url.part("ssl_mode").is_some_and(|mode| !["disabled", "preferred"].contains(&mode.to_ascii_lowercase().as_str()))
}

fn is_encrypted(conn: &mut MysqlConnection) -> bool {
    #[derive(QueryableByName)]
    struct Cipher {
        #[diesel(sql_type = Text, column_name = "Value")]
        name: String,
    }
    let cipher = diesel::sql_query("SHOW SESSION STATUS LIKE 'Ssl_cipher'").get_result::<Cipher>(conn);
    cipher.is_ok_and(|cipher| !cipher.name.is_empty())
}

/// There are numbers for it, but Diesel hands on only the words.
fn reason(said: &str) -> Reason {
    let has = |words: &str| said.contains(words);
    match () {
        () if has("insecure transport") || has("SSL connection error") || has("TLS/SSL error") => Reason::Tls,
        () if has("SSL is required") => Reason::Tls,
        () if has("Access denied") && has("to database") => Reason::Denied,
        () if has("Access denied") || has("is not allowed to connect") => Reason::Authentication,
        () if has("Unknown database") => Reason::NoDatabase,
        () if has("Can't connect") || has("server host") || has("Lost connection") || has("gone away") => {
            Reason::Unreachable
        }
        () => Reason::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reason, reason};

    #[test]
    fn told_by_the_words() {
        for (said, expected) in [
            ("Can't connect to server on 'h' (115)", Reason::Unreachable),
            ("Can't connect to MySQL server on 'h:1' (111)", Reason::Unreachable),
            ("Can't connect to local server through socket '/s' (2)", Reason::Unreachable),
            ("Unknown MySQL server host 'h' (-2)", Reason::Unreachable),
            ("Access denied for user 'me'@'h' (using password: YES)", Reason::Authentication),
            ("Host 'h' is not allowed to connect to this MariaDB server", Reason::Authentication),
            ("Access denied for user 'me'@'%' to database 'd'", Reason::Denied),
            ("Unknown database 'd'", Reason::NoDatabase),
            ("Connections using insecure transport are prohibited while --require_secure_transport=ON.", Reason::Tls),
            ("SSL connection error: SSL is required but the server doesn't support it", Reason::Tls),
            ("TLS/SSL error: self-signed certificate", Reason::Tls),
            ("Too many connections", Reason::Other),
        ] {
            assert_eq!(reason(said), expected, "{said}");
        }
    }
}
