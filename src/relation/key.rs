//! The values that tie children to parents.

use diesel::backend::Backend;
use diesel::deserialize;
use diesel::sql_types::{self, Nullable, SqlType};

/// One key value, whatever its SQL type: rows are grouped by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Any integer.
    Int(i64),
    /// Text, and everything the database stores as text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// The values of a key of several columns.
    Tuple(Vec<Key>),
}

/// SQL types whose columns can tie rows together.
#[diagnostic::on_unimplemented(
    message = "a column of the SQL type `{Self}` cannot be the key of a relation on this database",
    label = "not a key type",
    note = "keys are integers, text, bytes, booleans, dates and times"
)]
pub trait KeyType<DB: Backend>: SqlType {
    /// Reads one value; `None` is NULL.
    ///
    /// # Errors
    /// When the database's value is not of this type.
    fn read(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Option<Key>>;
}

impl<DB: Backend, ST> KeyType<DB> for Nullable<ST>
where
    ST: KeyType<DB> + SqlType<IsNull = sql_types::is_nullable::NotNull>,
    Nullable<ST>: SqlType,
{
    #[inline]
    fn read(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Option<Key>> {
        ST::read(value)
    }
}
