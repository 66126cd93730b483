//! What to import: `use kinfolk::prelude::*;`

pub use crate::include::{IncludeBelowDsl, IncludeDsl, LoadDsl, Projection};
pub use crate::query::{JoinRelationDsl, RelationDsl};
pub use kinfolk_derive::{Model, Projection};
