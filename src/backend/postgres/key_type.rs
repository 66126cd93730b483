//! Which SQL types can be keys on PostgreSQL, and how they are read.

use crate::relation::{Key, KeyBackend, KeyType};
use crate::types::sql;
use diesel::data_types::{PgDate, PgTime, PgTimestamp};
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::sql_types::{
    BigInt, Binary, Bool, Citext, Date, Integer, Oid, SmallInt, Text, Time, Timestamp, Timestamptz, Uuid,
};

/// The type of a key column: PostgreSQL compares values of one type only, and looks them up in an index of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    SmallInt,
    Integer,
    BigInt,
    Oid,
    Bool,
    Text,
    Citext,
    Binary,
    Uuid,
    Date,
    Time,
    Timestamp,
    Timestamptz,
}

impl KeyBackend for Pg {
    type KeyKind = KeyKind;

    /// The type `citext` compares values in lower case.
    fn canonical(kind: KeyKind) -> Option<(&'static str, &'static str)> {
        (kind == KeyKind::Citext).then_some(("LOWER((", ")::text)"))
    }

    fn read_canonical(value: Option<PgValue<'_>>) -> deserialize::Result<Option<Key>> {
        <Text as KeyType<Pg>>::read(value)
    }
}

macro_rules! keys {
    ($($sql_type:ty as $rust_type:ty, $kind:ident => $key:expr),* $(,)?) => {$(
        impl KeyType<Pg> for $sql_type {
            const KIND: KeyKind = KeyKind::$kind;

            #[inline]
            fn read(value: Option<PgValue<'_>>) -> deserialize::Result<Option<Key>> {
                let Some(value) = value else { return Ok(None) };
                let value = <$rust_type as FromSql<$sql_type, Pg>>::from_sql(value)?;
                Ok(Some($key(value)))
            }
        }
    )*};
}
keys!(
    SmallInt as i16, SmallInt => |key| Key::Int(i64::from(key)),
    Integer as i32, Integer => |key| Key::Int(i64::from(key)),
    BigInt as i64, BigInt => Key::Int,
    Oid as u32, Oid => |key| Key::Int(i64::from(key)),
    Bool as bool, Bool => |key| Key::Int(i64::from(key)),
    Text as String, Text => Key::Text,
    Citext as String, Citext => Key::Text,
    Binary as Vec<u8>, Binary => Key::Blob,
    Uuid as uuid::Uuid, Uuid => |key: uuid::Uuid| Key::Blob(key.as_bytes().to_vec()),
    sql::Uuid as crate::types::Uuid, Uuid => |key: crate::types::Uuid| Key::Blob(key.as_bytes().to_vec()),
    // Dates and times are numbers on the wire.
    Date as PgDate, Date => |key: PgDate| Key::Int(i64::from(key.0)),
    Time as PgTime, Time => |key: PgTime| Key::Int(key.0),
    Timestamp as PgTimestamp, Timestamp => |key: PgTimestamp| Key::Int(key.0),
    Timestamptz as PgTimestamp, Timestamptz => |key: PgTimestamp| Key::Int(key.0),
);
