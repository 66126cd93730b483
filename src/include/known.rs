//! That the database of a connection is known, asked before anything else.

use diesel::backend::Backend;

/// A Diesel backend that is known where a load is written: that of a connection to one database.
///
/// What else a load needs hangs on its [`Of`](Self::Of), so that a connection to a database that is not known is one
/// error, and not one for each part of the query.
#[diagnostic::on_unimplemented(
    message = "which database this connection is to is not known here: `{Self}`",
    label = "not a connection to one database of this build",
    note = "for a `kinfolk::Connection` write `conn.load(query)` or `conn.first(query)`, for a `kinfolk::AsyncConnection` `conn.load_async(query)` or `conn.first_async(query)`",
    note = "each database has a feature of kinfolk: `sqlite`, `postgres`, `mysql`"
)]
pub trait KnownBackend: Backend {
    /// `C`
    type Of<C>;
    /// The same connection.
    #[doc(hidden)]
    fn of<C>(conn: &mut C) -> &mut Self::Of<C>;
}

/// The connection `C`, where its backend is known.
pub(crate) type Of<DB, C> = <DB as KnownBackend>::Of<C>;

/// Makes backends known.
macro_rules! known_backend {
    ($backend:ty) => {
        impl $crate::include::KnownBackend for $backend {
            type Of<C> = C;
            fn of<C>(conn: &mut C) -> &mut C {
                conn
            }
        }
    };
}
pub(crate) use known_backend;
