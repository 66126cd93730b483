//! Which tables stand in a query.

use diesel::QuerySource;
use diesel::internal::table_macro::{BoxedSelectStatement, FromClause, SelectStatement};
use diesel::query_source::{AppearsInFromClause, Never, Once};

/// A check has passed: what comes after it hangs on this type, so that a failed check is the only error.
#[derive(Debug, Clone, Copy)]
pub struct Passed;

/// What comes after a check: `Output` is `T`, but has no type where the check has failed, so that nothing that uses it is
/// an error of its own.
pub trait Then<T> {
    /// `T`
    type Output;
}
impl<T> Then<T> for Passed {
    type Output = T;
}

/// Two tables are one: a relation is used where it starts.
#[diagnostic::on_unimplemented(
    message = "a relation of the table `{Self}` is used where one of the table `{T}` is needed",
    label = "does not start at `{T}`",
    note = "the relations of a table are in its module `rel`, for example `articles::rel::author`"
)]
pub trait SameTable<T> {
    /// [`Passed`]
    type Pass;
}
impl<T> SameTable<T> for T {
    type Pass = Passed;
}

/// The table `T` stands in this query once.
#[diagnostic::on_unimplemented(
    message = "the table `{T}` is not in this query",
    label = "`{T}` must be joined first",
    note = "a relation can be used once the table it starts at is in the query",
    note = "tables of two schema files (two databases) cannot be joined"
)]
pub trait Contains<T> {
    /// [`Passed`]
    type Pass;
}

/// The table `T` does not stand in this query yet.
#[diagnostic::on_unimplemented(
    message = "the table `{T}` is in this query already",
    label = "the same table twice needs an alias",
    note = "write `.aliased()` after the relation: `join(articles::rel::editor.aliased())`"
)]
pub trait Lacks<T> {
    /// [`Passed`]
    type Pass;
}

/// How often a table stands in a query, as a check that it is once.
pub trait InQuery<T> {
    /// [`Passed`]
    type Pass;
}
impl<T> InQuery<T> for Once {
    type Pass = Passed;
}

/// How often a table stands in a query, as a check that it is never.
pub trait NotInQuery<T> {
    /// [`Passed`]
    type Pass;
}
impl<T> NotInQuery<T> for Never {
    type Pass = Passed;
}

/// The tables of a FROM clause can be told from `T`.
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
        #[diagnostic::do_not_recommend]
        impl<$($param)*, __T> Contains<__T> for $query
        where
            $from: QuerySource + Countable<__T>,
            $from::Count: InQuery<__T>,
        {
            type Pass = <$from::Count as InQuery<__T>>::Pass;
        }
        #[diagnostic::do_not_recommend]
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
