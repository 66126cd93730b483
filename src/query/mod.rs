//! Joins, conditions and subqueries along relations.
//!
//! [`JoinRelationDsl`] joins, [`RelationDsl`] narrows and renames, [`AggregateDsl`] makes subqueries; all are in the
//! [prelude](crate::prelude), and [`guide::relations`](crate::guide::relations) and [`guide::rows`](crate::guide::rows) show
//! them. Everything else here are their results, and the traits that bounds and compile errors speak of.

mod aggregate;
mod alias;
mod condition;
mod contains;
mod follow;
mod join;
mod keys_equal;
mod narrowed;

#[doc(hidden)]
pub use aggregate::LinkedTables;
pub use aggregate::{Aggregate, AggregateDsl, AggregateOn, Correlated, CorrelatedPath, Counted, Exists, NarrowedAlias};
pub use alias::{Aliased, FromAlias};
pub use condition::{ConditionOn, OrderOn};
pub use contains::{Contains, InQuery, Lacks, NotInQuery, SameTable};
#[doc(hidden)]
pub use contains::{Passed, Then};
#[doc(hidden)]
pub use follow::Follow;
pub use follow::KeyQuery;
pub(crate) use join::{Free, FromPass, Pass};
pub use join::{Join, JoinPath, JoinRelationDsl};
pub(crate) use keys_equal::{AliasedColumns, NullableColumns, PairsEqual};
pub use narrowed::{Narrowed, RelationDsl};
