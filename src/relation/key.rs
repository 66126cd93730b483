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

/// A database whose columns can tie rows together: how keys are bound there and how they are compared.
pub trait KeyBackend: Backend {
    /// What has to be known of a key column besides its values.
    #[doc(hidden)]
    type KeyKind: Copy + std::fmt::Debug + Send + Sync + 'static;

    /// The SQL around a column of this kind that makes values equal which the database takes for equal, where that
    /// is more than the same bytes: a collation may not tell `A` from `a`.
    #[doc(hidden)]
    fn canonical(_kind: Self::KeyKind) -> Option<(&'static str, &'static str)> {
        None
    }

    /// Reads a column within the SQL of [`canonical`](Self::canonical).
    ///
    /// # Errors
    /// When the database's value is not of the type that its SQL makes.
    #[doc(hidden)]
    fn read_canonical(_value: Option<Self::RawValue<'_>>) -> deserialize::Result<Option<Key>> {
        Ok(None)
    }
}

/// SQL types whose columns can tie rows together.
#[diagnostic::on_unimplemented(
    message = "a column of the SQL type `{Self}` cannot be the key of a relation on this database",
    label = "not a key type",
    note = "keys are integers, text, bytes, UUIDs, booleans, dates and times"
)]
pub trait KeyType<DB: KeyBackend>: SqlType {
    /// How its values are bound.
    #[doc(hidden)]
    const KIND: DB::KeyKind;

    /// Reads one value; `None` is NULL.
    ///
    /// # Errors
    /// When the database's value is not of this type.
    fn read(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Option<Key>>;
}

impl<DB: KeyBackend, ST> KeyType<DB> for Nullable<ST>
where
    ST: KeyType<DB> + SqlType<IsNull = sql_types::is_nullable::NotNull>,
    Nullable<ST>: SqlType,
{
    const KIND: DB::KeyKind = ST::KIND;

    #[inline]
    fn read(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Option<Key>> {
        ST::read(value)
    }
}
