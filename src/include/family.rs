//! The row types of connections, sync and async.

use super::dialect::Dialect;
use diesel::QueryResult;
use diesel::connection::LoadConnection;
use diesel::result::Error;
use diesel::row::Row;
use std::marker::PhantomData;

/// A family of row types, one for each lifetime: what a kind of connection hands out.
pub trait Family: 'static {
    /// The database.
    type Backend: Dialect;
    /// Its rows.
    type Row<'conn, 'query>: Row<'conn, Self::Backend>;

    /// Hands out the rows that stand in a row at this position.
    ///
    /// # Errors
    /// When there are none, and those of `take`.
    fn each_row_within(
        _row: &Self::Row<'_, '_>,
        _at: usize,
        _take: &mut dyn FnMut(&Self::Row<'_, '_>) -> QueryResult<()>,
    ) -> QueryResult<()> {
        Err(Error::QueryBuilderError("rows of this connection have no rows within".into()))
    }
}

/// The rows of a Diesel connection.
#[derive(Debug)]
pub struct SyncRows<C>(PhantomData<fn() -> C>);

impl<C> Family for SyncRows<C>
where
    C: LoadConnection + 'static,
    C::Backend: Dialect,
{
    type Backend = C::Backend;
    type Row<'conn, 'query> = <C as LoadConnection>::Row<'conn, 'query>;
}

/// The rows of a `diesel_async` connection.
#[cfg(feature = "async")]
#[derive(Debug)]
pub struct AsyncRows<C>(PhantomData<fn() -> C>);

#[cfg(feature = "async")]
impl<C> Family for AsyncRows<C>
where
    C: diesel_async::AsyncConnectionCore + 'static,
    C::Backend: Dialect,
{
    type Backend = C::Backend;
    type Row<'conn, 'query> = <C as diesel_async::AsyncConnectionCore>::Row<'conn, 'query>;
}
