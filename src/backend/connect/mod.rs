//! Where the database of a server is, and why it cannot be reached: what PostgreSQL and MySQL share.

mod error;
mod keywords;
mod lost;
mod mysql_url;
mod percent;
mod postgres_uri;
mod url;

pub use error::ConnectError;
pub(crate) use error::Reason;
pub use lost::is_connection_lost;
pub use url::{DatabaseUrl, UrlError};

use diesel::connection::Connection;

use crate::catalog::Backend;

/// Connects, or says why not in words that hold no password.
pub(crate) fn establish<C: Connection>(
    url: &DatabaseUrl,
    backend: Backend,
    reason: impl FnOnce(&str) -> Reason,
) -> Result<C, ConnectError> {
    if url.backend() != backend {
        // The client library would repeat what it does not understand.
        return Err(ConnectError::new(url, Reason::OtherBackend(backend), String::new()));
    }
    C::establish(url.with_password()).map_err(|error| {
        let said = url.without_password(error.to_string().trim());
        ConnectError::new(url, reason(&said), said)
    })
}
