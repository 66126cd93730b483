//! How MySQL and MariaDB store the types that Diesel does not map on every database.

use crate::types::{Decimal, Uuid, sql};
use diesel::deserialize::{self, FromSql};
use diesel::mysql::{Mysql, MysqlValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Binary, Numeric};

impl ToSql<sql::Uuid, Mysql> for Uuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
        <[u8] as ToSql<Binary, Mysql>>::to_sql(self.0.as_bytes(), out)
    }
}

impl FromSql<sql::Uuid, Mysql> for Uuid {
    fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
        let bytes = value.as_bytes();
        // MariaDB takes bytes for its own type `UUID`, but answers with text.
        let uuid = if bytes.len() == 16 { uuid::Uuid::from_slice(bytes) } else { uuid::Uuid::try_parse_ascii(bytes) };
        Ok(Self(uuid?))
    }
}

impl ToSql<sql::ExactDecimal, Mysql> for Decimal {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
        <bigdecimal::BigDecimal as ToSql<Numeric, Mysql>>::to_sql(&self.0, out)
    }
}

impl FromSql<sql::ExactDecimal, Mysql> for Decimal {
    fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
        <bigdecimal::BigDecimal as FromSql<Numeric, Mysql>>::from_sql(value).map(Self)
    }
}
