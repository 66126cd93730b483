//! Relations as values.
//!
//! A *token* such as `articles::rel::author` is a zero-sized value that names one relation. `schema.rs` declares the
//! tokens with [`relations!`](crate::relations!); everything else (joins, includes, aggregates, accessors, links) takes
//! them. Nothing here needs to be named in a program, except to write code that is generic over relations:
//!
//! ```standalone_crate
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blog/doctest.rs"));
//! # fn main() {
//! use kinfolk::relation::{Relation, RelationKind};
//!
//! fn describe<R: Relation>(_: R) -> String {
//!     let info = R::INFO;
//!     let many = matches!(info.kind, RelationKind::HasMany | RelationKind::ManyToMany);
//!     format!("{} {} {}", info.owner, if many { "have" } else { "has" }, info.name)
//! }
//!
//! assert_eq!(describe(users::rel::teams), "users have teams");
//! # }
//! ```

mod info;
pub(crate) mod key;
mod key_columns;
mod kind;
mod model;
pub(crate) mod numbered;
mod token;

pub use info::{RelationInfo, RelationKind, Through as ThroughInfo};
pub use key::{Key, KeyBackend, KeyType};
#[doc(hidden)]
pub use key_columns::KeyColumn;
pub use key_columns::{KeyColumns, Keyed};
pub use kind::{BelongsTo, BelongsToKind, BelongsToOptional, HasMany, HasOne, Kind, ManyToMany, Nullability};
pub use model::{FieldOf, HasColumn, HasKey, KeyValues, Model, NoInteger};
pub use token::{Direct, LeadsTo, Linked, NotSelf, Relation, StartsAt, Through, Unqualified};
