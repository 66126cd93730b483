//! What to import: `use kinfolk::prelude::*;`, beside `use diesel::prelude::*;`.
//!
//! | | brings |
//! |---|---|
//! | [`Model`](macro@Model), [`Projection`](macro@Projection) | the derives |
//! | [`JoinRelationDsl`] | `join`, `join_left` on tables and queries |
//! | [`IncludeDsl`] | `include`, `project` on tables and queries |
//! | [`LoadDsl`], `LoadAsyncDsl` | `load`, `first` and `load_async`, `first_async` on what they return |
//! | [`ModelDsl`] | `query` on models |
//! | [`RelationDsl`] | `filter`, `order`, `top`, `aliased` on relations |
//! | [`IncludeBelowDsl`] | `include` on relations |
//! | [`AggregateDsl`] | `count`, `exists`, `agg` on relations |
//! | [`LinksDsl`] | `links` on many_to_many relations |
//!
//! The methods of tokens do not get in the way of Diesel's: a token is neither a query nor an expression.

#[cfg(feature = "async")]
pub use crate::include::LoadAsyncDsl;
pub use crate::include::{IncludeBelowDsl, IncludeDsl, LoadDsl, ModelDsl, Projection};
pub use crate::link::LinksDsl;
pub use crate::query::{AggregateDsl, JoinRelationDsl, RelationDsl};
pub use kinfolk_derive::{Model, Projection};
