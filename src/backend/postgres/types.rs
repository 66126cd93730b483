//! How PostgreSQL stores the types that Diesel does not map on every database.

use crate::types::{Decimal, Uuid, sql};
use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types;

impl ToSql<sql::Uuid, Pg> for Uuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <uuid::Uuid as ToSql<sql_types::Uuid, Pg>>::to_sql(&self.0, out)
    }
}

impl FromSql<sql::Uuid, Pg> for Uuid {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <uuid::Uuid as FromSql<sql_types::Uuid, Pg>>::from_sql(value).map(Self)
    }
}

impl ToSql<sql::ExactDecimal, Pg> for Decimal {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <bigdecimal::BigDecimal as ToSql<sql_types::Numeric, Pg>>::to_sql(&self.0, out)
    }
}

impl FromSql<sql::ExactDecimal, Pg> for Decimal {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <bigdecimal::BigDecimal as FromSql<sql_types::Numeric, Pg>>::from_sql(value).map(Self)
    }
}
