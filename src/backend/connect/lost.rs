//! Connections that break in the middle.

use diesel::result::{DatabaseErrorKind, Error};

/// What MySQL's and MariaDB's client libraries say then, for which Diesel has no kind.
const MYSQL: [&str; 4] =
    ["server has gone away", "lost connection to", "connection was killed", "connection was closed by the server"];

/// Whether the error, or one that it stems from, says that the connection to the server was lost.
///
/// ```
/// use diesel::result::{DatabaseErrorKind, Error};
/// use kinfolk::backend::is_connection_lost;
///
/// assert!(is_connection_lost(&Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(String::new()))));
/// assert!(!is_connection_lost(&Error::NotFound));
/// ```
pub fn is_connection_lost(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        match error.downcast_ref::<Error>() {
            Some(Error::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                _,
            )) => return true,
            Some(Error::DatabaseError(_, information)) => {
                let message = information.message().to_lowercase();
                return MYSQL.iter().any(|words| message.contains(words));
            }
            _ => {}
        }
        next = error.source();
    }
    false
}
