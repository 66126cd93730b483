//! Which tables stand in a query.

use diesel::QuerySource;
use diesel::internal::table_macro::{BoxedSelectStatement, FromClause, SelectStatement};
use diesel::query_source::{AppearsInFromClause, Never, Once};

/// A check has passed: what comes after it hangs on this type, so that a failed check is the only error.
#[derive(Debug, Clone, Copy)]
pub struct Passed;

/// The table `T` stands in this query once.
pub trait Contains<T> {
    /// [`Passed`]
    type Pass;
}

/// The table `T` does not stand in this query yet.
pub trait Lacks<T> {
    /// [`Passed`]
    type Pass;
}

/// How often a table stands in a query, as a check that it is once.
#[diagnostic::on_unimplemented(
    message = "the table `{T}` is not in this query",
    label = "`{T}` must be joined first",
    note = "a relation can be used once the table it starts at is in the query"
)]
pub trait InQuery<T> {
    /// [`Passed`]
    type Pass;
}
impl<T> InQuery<T> for Once {
    type Pass = Passed;
}

/// How often a table stands in a query, as a check that it is never.
#[diagnostic::on_unimplemented(
    message = "the table `{T}` is in this query already",
    label = "the same table twice needs an alias",
    note = "write `.aliased()` after the relation: `join(articles::rel::editor.aliased())`"
)]
pub trait NotInQuery<T> {
    /// [`Passed`]
    type Pass;
}
impl<T> NotInQuery<T> for Never {
    type Pass = Passed;
}

/// The tables of a FROM clause can be told from `T`.
#[diagnostic::on_unimplemented(
    message = "the table `{T}` is not in this query and cannot be joined with it",
    label = "a table of another schema file (another database)",
    note = "only tables of one schema.rs can stand in one query"
)]
pub trait Countable<T> {
    /// Diesel's count.
    type Count;
}
#[diagnostic::do_not_recommend]
impl<F, T> Countable<T> for F
where
    T: QuerySource,
    F: AppearsInFromClause<T>,
{
    type Count = F::Count;
}

macro_rules! tables_of {
    ([$($param:tt)*] $query:ty, $from:ident) => {
        impl<$($param)*, __T> Contains<__T> for $query
        where
            $from: QuerySource + Countable<__T>,
            $from::Count: InQuery<__T>,
        {
            type Pass = <$from::Count as InQuery<__T>>::Pass;
        }
        impl<$($param)*, __T> Lacks<__T> for $query
        where
            $from: QuerySource + Countable<__T>,
            $from::Count: NotInQuery<__T>,
        {
            type Pass = <$from::Count as NotInQuery<__T>>::Pass;
        }
    };
}
tables_of!([F, S, D, W, O, LOf, G, H, LC] SelectStatement<FromClause<F>, S, D, W, O, LOf, G, H, LC>, F);
tables_of!(['a, ST, F, DB, GB] BoxedSelectStatement<'a, ST, FromClause<F>, DB, GB>, F);
