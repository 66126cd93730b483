//! PostgreSQL.

mod dialect;
mod introspect;
mod key_list;
mod key_type;
#[cfg(feature = "async")]
mod pipeline;
#[cfg(feature = "one_statement")]
mod record;
mod types;

pub use introspect::introspect;
pub use key_list::KeyList;
