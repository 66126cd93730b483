//! Relations as values.

mod info;

pub use info::{RelationInfo, RelationKind, Through as ThroughInfo};
