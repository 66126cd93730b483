//! Connections of pools.

#[cfg(feature = "r2d2")]
mod plain {
    use crate::connection::{Connection, Portable};
    use diesel::r2d2::{ManageConnection, PooledConnection, R2D2Connection};

    impl<M> Connection for PooledConnection<M>
    where
        M: ManageConnection,
        M::Connection: Connection + R2D2Connection + Send + 'static,
    {
        fn run<T: Portable>(&mut self, task: T) -> T::Output {
            (**self).run(task)
        }
    }
}

#[cfg(all(feature = "async", any(feature = "bb8", feature = "deadpool")))]
mod asynchronous {
    use crate::connection::{AsyncConnection, AsyncPortable};

    macro_rules! pooled {
        ($feature:literal, $pooled:ty) => {
            #[cfg(feature = $feature)]
            impl AsyncConnection for $pooled {
                fn run<T: AsyncPortable>(&mut self, task: T) -> impl Future<Output = T::Output> + Send {
                    (**self).run(task)
                }
            }
        };
    }

    /// The connections of a database, in each pool.
    macro_rules! connection {
        ($feature:literal, $connection:ty) => {
            #[cfg(feature = $feature)]
            const _: () = {
                pooled!("bb8", diesel_async::pooled_connection::bb8::PooledConnection<'_, $connection>);
                pooled!("deadpool", diesel_async::pooled_connection::deadpool::Object<$connection>);
            };
        };
    }
    connection!("sqlite", diesel_async::sync_connection_wrapper::SyncConnectionWrapper<diesel::SqliteConnection>);
    connection!("postgres_backend", diesel_async::AsyncPgConnection);
    connection!("mysql_backend", diesel_async::AsyncMysqlConnection);
}
