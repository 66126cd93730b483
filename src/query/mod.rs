//! Joins, conditions and subqueries along relations.

mod aggregate;
mod alias;
mod condition;
mod contains;
mod follow;
mod join;
mod keys_equal;
mod narrowed;

pub use aggregate::{
    Aggregate, AggregateDsl, AggregateOn, Correlated, CorrelatedPath, Counted, Exists, LinkedTables, NarrowedAlias,
};
pub use alias::{Aliased, FromAlias};
pub use condition::{ConditionOn, OrderOn};
pub use contains::{Contains, InQuery, Lacks, NotInQuery, Passed};
pub use follow::{Follow, KeyQuery};
pub(crate) use join::{Free, FromPass, Pass};
pub use join::{Join, JoinPath, JoinRelationDsl};
pub(crate) use keys_equal::{AliasedColumns, NullableColumns, PairsEqual};
pub use narrowed::{Narrowed, RelationDsl};
