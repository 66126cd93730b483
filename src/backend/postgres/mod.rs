//! PostgreSQL.

mod dialect;
mod introspect;
mod key_list;
mod key_type;
mod lock;
mod migrate;
mod mistake;
#[cfg(feature = "async")]
mod pipeline;
#[cfg(feature = "one_statement")]
mod record;
mod settings;
mod statements;
mod tokens;
mod types;

pub use introspect::introspect;
pub use key_list::KeyList;
