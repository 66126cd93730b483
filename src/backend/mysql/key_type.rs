//! Which SQL types can be keys on MySQL and MariaDB, and how they are read.

use crate::relation::{Key, KeyBackend, KeyType};
use crate::types::sql;
use diesel::deserialize::{self, FromSql};
use diesel::mysql::data_types::MysqlTime;
use diesel::mysql::{Mysql, MysqlValue};
use diesel::sql_types::{
    BigInt, Binary, Bool, Date, Datetime, Integer, SmallInt, Text, Time, Timestamp, TinyInt, Unsigned,
};

/// How the values of a key column are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// An integer.
    Integer,
    /// An integer of 64 bits without a sign: its bits.
    Unsigned,
    /// Text, which is compared by a collation.
    Text,
    Binary,
    /// These travel as text.
    Date,
    Time,
    Datetime,
}

impl KeyBackend for Mysql {
    type KeyKind = KeyKind;

    /// Most collations take `A` for `a` and more; a foreign key has the collation of what it points at, so that equal
    /// texts have equal weights.
    fn canonical(kind: KeyKind) -> Option<(&'static str, &'static str)> {
        (kind == KeyKind::Text).then_some(("WEIGHT_STRING(", ")"))
    }

    fn read_canonical(value: Option<MysqlValue<'_>>) -> deserialize::Result<Option<Key>> {
        <Binary as KeyType<Mysql>>::read(value)
    }
}

macro_rules! keys {
    ($($sql_type:ty as $rust_type:ty, $kind:ident => $key:expr),* $(,)?) => {$(
        impl KeyType<Mysql> for $sql_type {
            const KIND: KeyKind = KeyKind::$kind;

            #[inline]
            fn read(value: Option<MysqlValue<'_>>) -> deserialize::Result<Option<Key>> {
                let Some(value) = value else { return Ok(None) };
                let value = <$rust_type as FromSql<$sql_type, Mysql>>::from_sql(value)?;
                Ok(Some($key(value)))
            }
        }
    )*};
}
keys!(
    TinyInt as i8, Integer => |key| Key::Int(i64::from(key)),
    SmallInt as i16, Integer => |key| Key::Int(i64::from(key)),
    Integer as i32, Integer => |key| Key::Int(i64::from(key)),
    BigInt as i64, Integer => Key::Int,
    Unsigned<TinyInt> as u8, Integer => |key| Key::Int(i64::from(key)),
    Unsigned<SmallInt> as u16, Integer => |key| Key::Int(i64::from(key)),
    Unsigned<Integer> as u32, Integer => |key| Key::Int(i64::from(key)),
    Unsigned<BigInt> as u64, Unsigned => |key: u64| Key::Int(key.cast_signed()),
    Bool as bool, Integer => |key| Key::Int(i64::from(key)),
    Text as String, Text => Key::Text,
    Binary as Vec<u8>, Binary => Key::Blob,
    sql::Uuid as crate::types::Uuid, Binary => |key: crate::types::Uuid| Key::Blob(key.as_bytes().to_vec()),
    Date as MysqlTime, Date => |key| Key::Text(date(&key)),
    Time as MysqlTime, Time => |key| Key::Text(time(&key)),
    Datetime as MysqlTime, Datetime => |key| Key::Text(format!("{} {}", date(&key), time(&key))),
    Timestamp as MysqlTime, Datetime => |key| Key::Text(format!("{} {}", date(&key), time(&key))),
);

fn date(value: &MysqlTime) -> String {
    let MysqlTime { year, month, day, .. } = value;
    format!("{year:04}-{month:02}-{day:02}")
}

fn time(value: &MysqlTime) -> String {
    let MysqlTime { neg, hour, minute, second, second_part, .. } = value;
    let sign = if *neg { "-" } else { "" };
    format!("{sign}{hour:02}:{minute:02}:{second:02}.{second_part:06}")
}
