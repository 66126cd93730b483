//! Relations as values.
//!
//! A *token* such as `articles::rel::author` is a zero-sized value that names one relation. `schema.rs` declares the
//! tokens with `kinfolk::relations!`; everything else (joins, includes, aggregates, accessors) takes them.

mod info;
pub(crate) mod key;
mod key_columns;
mod kind;
mod model;
pub(crate) mod numbered;
mod token;

pub use info::{RelationInfo, RelationKind, Through as ThroughInfo};
pub use key::{Key, KeyType};
pub use key_columns::{KeyColumns, Keyed};
pub use kind::{BelongsTo, BelongsToKind, BelongsToOptional, HasMany, HasOne, Kind, ManyToMany, Nullability};
pub use model::{FieldOf, HasColumn, HasKey, KeyValues, Model, NoInteger};
pub use token::{Direct, Linked, NotSelf, Relation, Through};
