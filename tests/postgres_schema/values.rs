//! Values of types that Diesel has no Rust type for, and SQL types of this schema's own.

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql, WriteTuple};
use diesel::sql_types::{Integer, Jsonb, Record, SmallInt, SqlType};
use std::io::Write as _;

#[derive(SqlType, QueryId)]
#[diesel(postgres_type(name = "tsvector"))]
pub struct TsVector;

#[derive(SqlType, QueryId)]
#[diesel(postgres_type(name = "place"))]
pub struct Place;

#[derive(Debug, Clone, PartialEq, Eq, FromSqlRow, AsExpression)]
#[diesel(sql_type = Place)]
pub struct PlaceValue(pub i32, pub i16);

impl FromSql<Place, Pg> for PlaceValue {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let (shelf, floor) = FromSql::<Record<(Integer, SmallInt)>, Pg>::from_sql(value)?;
        Ok(Self(shelf, floor))
    }
}

impl ToSql<Place, Pg> for PlaceValue {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        WriteTuple::<(Integer, SmallInt)>::write_tuple(&(self.0, self.1), out)
    }
}

/// JSON as text.
#[derive(Debug, Clone, PartialEq, Eq, FromSqlRow, AsExpression)]
#[diesel(sql_type = Jsonb)]
pub struct JsonText(pub String);

impl FromSql<Jsonb, Pg> for JsonText {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let text = value.as_bytes().strip_prefix(&[1]).ok_or("an unknown version of jsonb")?;
        Ok(Self(String::from_utf8(text.to_vec())?))
    }
}

impl ToSql<Jsonb, Pg> for JsonText {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&[1])?;
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}
