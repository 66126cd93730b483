//! Types of a program's own for keys.

use crate::database::Db;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Binary};
use uuid::Uuid;

/// A UUID that is stored as its 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, FromSqlRow, AsExpression)]
#[diesel(sql_type = Binary)]
pub(super) struct DeviceId(pub(super) Uuid);

impl FromSql<Binary, Db> for DeviceId {
    fn from_sql(value: <Db as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Db>>::from_sql(value)?;
        Ok(Self(Uuid::from_slice(&bytes)?))
    }
}

impl ToSql<Binary, Db> for DeviceId {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
        <[u8] as ToSql<Binary, Db>>::to_sql(self.0.as_bytes(), out)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, FromSqlRow, AsExpression)]
#[diesel(sql_type = BigInt)]
pub(super) struct AccountId(pub(super) i64);

impl FromSql<BigInt, Db> for AccountId {
    fn from_sql(value: <Db as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        <i64 as FromSql<BigInt, Db>>::from_sql(value).map(Self)
    }
}

impl ToSql<BigInt, Db> for AccountId {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
        <i64 as ToSql<BigInt, Db>>::to_sql(&self.0, out)
    }
}
