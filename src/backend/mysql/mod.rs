//! MySQL and MariaDB.

mod bodies;
mod dialect;
mod introspect;
mod key_list;
mod key_type;
mod lock;
mod migrate;
mod mistake;
mod settings;
mod statements;
mod tokens;
mod types;
mod unfinished;

pub use introspect::introspect;
pub use key_list::KeyList;
