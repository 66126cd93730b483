//! A change of links and how it is executed.

use super::statement::{Kind, LinkStatement};
use super::values::{BoundValues, ColumnNames};
use crate::include::{Dialect, Part};
use crate::relation::Linked;
use diesel::QueryResult;
use diesel::connection::Connection;
use diesel::query_builder::QueryFragment;
use diesel::result::Error;
use std::marker::PhantomData;

/// So many values are bound in one statement at most: below the limit of every database.
const MAX_BINDS: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Add,
    Remove,
    Set,
    Clear,
}

/// A change of links, ready to be executed.
#[derive(Debug, Clone)]
#[must_use = "changes are only made when calling `execute`"]
pub struct Change<R, K, T> {
    action: Action,
    owner: K,
    targets: Vec<T>,
    relation: PhantomData<R>,
}

impl<R: Linked, K, T> Change<R, K, T> {
    pub(super) fn new(action: Action, owner: K, targets: Vec<T>) -> Self {
        Self { action, owner, targets, relation: PhantomData }
    }

    fn statements<DB>(&self) -> QueryResult<Vec<LinkStatement<DB>>>
    where
        DB: Dialect,
        R::Link: QueryFragment<DB> + Default + Send + 'static,
        R::ChildKey: ColumnNames,
        R::LinkTargetKey: ColumnNames,
        K: BoundValues<R::ChildKey, DB>,
        T: BoundValues<R::LinkTargetKey, DB>,
    {
        let statement = |kind, targets: &[T]| LinkStatement {
            table: Box::new(R::Link::default()) as Part<DB>,
            owner_columns: R::ChildKey::NAMES,
            target_columns: R::LinkTargetKey::NAMES,
            owner: self.owner.bind(),
            targets: targets.iter().map(BoundValues::bind).collect(),
            kind,
        };
        let width = R::ChildKey::NAMES.len() + R::LinkTargetKey::NAMES.len();
        let chunks = |kind| self.targets.chunks(MAX_BINDS / width).map(move |chunk| statement(kind, chunk));
        Ok(match self.action {
            Action::Add => chunks(Kind::Insert).collect(),
            Action::Remove => chunks(Kind::Delete).collect(),
            Action::Clear => vec![statement(Kind::Delete, &[])],
            Action::Set if self.targets.is_empty() => vec![statement(Kind::Delete, &[])],
            Action::Set if self.targets.len() > MAX_BINDS / width => {
                return Err(Error::QueryBuilderError(
                    format!(
                        "`set` takes at most {} keys for `{}`; use `clear` and `add` for more",
                        MAX_BINDS / width,
                        R::INFO.path()
                    )
                    .into(),
                ));
            }
            Action::Set => {
                let mut statements = vec![statement(Kind::DeleteOthers, &self.targets)];
                statements.extend(chunks(Kind::Insert));
                statements
            }
        })
    }

    /// Makes the change and returns the number of links that were added or removed. All of it or nothing is done: where
    /// it takes several statements they run in one transaction.
    ///
    /// # Errors
    /// Diesel's errors, for instance of a target that does not exist.
    pub fn execute<C>(&self, conn: &mut C) -> QueryResult<usize>
    where
        C: Connection,
        C::Backend: Dialect,
        R::Link: QueryFragment<C::Backend> + Default + Send + 'static,
        R::ChildKey: ColumnNames,
        R::LinkTargetKey: ColumnNames,
        K: BoundValues<R::ChildKey, C::Backend>,
        T: BoundValues<R::LinkTargetKey, C::Backend>,
    {
        let statements = self.statements::<C::Backend>()?;
        match statements.as_slice() {
            [] => Ok(0),
            [statement] => conn.execute_returning_count(statement),
            statements => conn.transaction(|conn| {
                statements.iter().try_fold(0, |count, statement| Ok(count + conn.execute_returning_count(statement)?))
            }),
        }
    }

    /// As [`execute`](Self::execute), over an async connection.
    ///
    /// # Errors
    /// Those of [`execute`](Self::execute).
    #[cfg(feature = "async")]
    pub fn execute_async<'conn, C>(
        &self,
        conn: &'conn mut C,
    ) -> impl Future<Output = QueryResult<usize>> + Send + use<'conn, R, K, T, C>
    where
        C: diesel_async::AsyncConnection,
        C::Backend: Dialect,
        R::Link: QueryFragment<C::Backend> + Default + Send + 'static,
        R::ChildKey: ColumnNames,
        R::LinkTargetKey: ColumnNames,
        K: BoundValues<R::ChildKey, C::Backend>,
        T: BoundValues<R::LinkTargetKey, C::Backend>,
    {
        // Not an `async fn`: that would keep the change, whose keys need not be `Sync`.
        execute_all(self.statements::<C::Backend>(), conn)
    }
}

/// Executes statements, in a transaction where there are several.
#[cfg(feature = "async")]
async fn execute_all<C>(statements: QueryResult<Vec<LinkStatement<C::Backend>>>, conn: &mut C) -> QueryResult<usize>
where
    C: diesel_async::AsyncConnection,
    C::Backend: Dialect,
{
    use diesel_async::TransactionManager as _;
    let statements = statements?;
    let several = statements.len() > 1;
    if several {
        C::TransactionManager::begin_transaction(conn).await?;
    }
    let mut count = 0;
    for statement in statements {
        match conn.execute_returning_count(statement).await {
            Ok(changed) => count += changed,
            Err(error) => {
                if several {
                    // The statement's own error says more than one of the rollback.
                    let _ = C::TransactionManager::rollback_transaction(conn).await;
                }
                return Err(error);
            }
        }
    }
    if several {
        C::TransactionManager::commit_transaction(conn).await?;
    }
    Ok(count)
}
