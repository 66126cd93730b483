//! SQLite.

mod key_list;
mod key_type;

pub use key_list::KeyList;
