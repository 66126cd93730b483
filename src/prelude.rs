//! What to import: `use kinfolk::prelude::*;`

#[cfg(feature = "async")]
pub use crate::include::LoadAsyncDsl;
pub use crate::include::{IncludeBelowDsl, IncludeDsl, LoadDsl, Projection};
pub use crate::link::LinksDsl;
pub use crate::query::{AggregateDsl, JoinRelationDsl, RelationDsl};
pub use kinfolk_derive::{Model, Projection};
