//! SQLite.

mod introspect;

pub use introspect::introspect;
