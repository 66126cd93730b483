//! Connections of an `r2d2` pool.

use super::Connection;
use super::tasks::Portable;
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
