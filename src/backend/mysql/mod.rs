//! MySQL and MariaDB.

mod dialect;
mod key_list;
mod key_type;
mod types;

pub use key_list::KeyList;
