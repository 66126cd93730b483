//! Which SQL types can be keys on SQLite, and how they are read.

use crate::relation::{Key, KeyBackend, KeyType};
use crate::types::{Uuid, sql};
use diesel::deserialize::{self, FromSql};
use diesel::sql_types::{BigInt, Binary, Bool, Date, Integer, SmallInt, Text, Time, Timestamp, TimestamptzSqlite};
use diesel::sqlite::{Sqlite, SqliteValue};

// A key's value tells how it is bound, and keys are compared byte by byte.
impl KeyBackend for Sqlite {
    type KeyKind = ();
}

macro_rules! keys {
    ($($sql_type:ty as $rust_type:ty => $key:expr),* $(,)?) => {$(
        impl KeyType<Sqlite> for $sql_type {
            const KIND: () = ();

            #[inline]
            fn read(value: Option<SqliteValue<'_, '_, '_>>) -> deserialize::Result<Option<Key>> {
                let Some(value) = value else { return Ok(None) };
                let value = <$rust_type as FromSql<$sql_type, Sqlite>>::from_sql(value)?;
                Ok(Some($key(value)))
            }
        }
    )*};
}
keys!(
    SmallInt as i16 => |key| Key::Int(i64::from(key)),
    Integer as i32 => |key| Key::Int(i64::from(key)),
    BigInt as i64 => Key::Int,
    Bool as bool => |key| Key::Int(i64::from(key)),
    Text as String => Key::Text,
    Binary as Vec<u8> => Key::Blob,
    // SQLite stores them as text, and equal keys are equal texts.
    Date as String => Key::Text,
    Time as String => Key::Text,
    Timestamp as String => Key::Text,
    TimestamptzSqlite as String => Key::Text,
    sql::Uuid as Uuid => |key: Uuid| Key::Blob(key.as_bytes().to_vec()),
);
