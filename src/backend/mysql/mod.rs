//! MySQL and MariaDB.

mod dialect;
mod introspect;
mod key_list;
mod key_type;
mod types;

pub use introspect::introspect;
pub use key_list::KeyList;
