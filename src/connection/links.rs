//! Changes of links, on connections of any kind.

#[cfg(feature = "async")]
use super::asynchronous::AsyncExecutes;
use super::tasks::Executes;
use crate::include::Dialect;
use crate::link::{BoundValues, Change, ColumnNames};
use crate::relation::Linked;
use diesel::QueryResult;
use diesel::query_builder::QueryFragment;

#[diagnostic::do_not_recommend]
impl<R, K, T, C> Executes<C> for Change<R, K, T>
where
    C: diesel::Connection,
    C::Backend: Dialect,
    R: Linked,
    R::Link: QueryFragment<C::Backend> + Default + Send + 'static,
    R::ChildKey: ColumnNames,
    R::LinkTargetKey: ColumnNames,
    K: BoundValues<R::ChildKey, C::Backend>,
    T: BoundValues<R::LinkTargetKey, C::Backend>,
{
    fn execute_on(self, conn: &mut C) -> QueryResult<usize> {
        self.execute(conn)
    }
}

#[cfg(feature = "async")]
#[diagnostic::do_not_recommend]
impl<R, K, T, C> AsyncExecutes<C> for Change<R, K, T>
where
    C: diesel_async::AsyncConnection,
    C::Backend: Dialect,
    R: Linked,
    R::Link: QueryFragment<C::Backend> + Default + Send + 'static,
    R::ChildKey: ColumnNames,
    R::LinkTargetKey: ColumnNames,
    K: BoundValues<R::ChildKey, C::Backend>,
    T: BoundValues<R::LinkTargetKey, C::Backend>,
{
    fn execute_on_async(self, conn: &mut C) -> impl Future<Output = QueryResult<usize>> + Send {
        self.execute_async(conn)
    }
}
