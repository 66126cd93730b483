//! Values of types that Diesel has no Rust type for.

use crate::schema::sql_types::BooksFlags;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::mysql::{Mysql, MysqlValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{Json, Text};
use std::io::Write as _;

/// The labels of a set that are there.
#[derive(Debug, Clone, PartialEq, Eq, FromSqlRow, AsExpression)]
#[diesel(sql_type = BooksFlags)]
pub struct Flags(pub Vec<String>);

impl FromSql<BooksFlags, Mysql> for Flags {
    fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
        let labels = <String as FromSql<Text, Mysql>>::from_sql(value)?;
        Ok(Self(labels.split(',').filter(|label| !label.is_empty()).map(str::to_owned).collect()))
    }
}

impl ToSql<BooksFlags, Mysql> for Flags {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
        out.write_all(self.0.join(",").as_bytes())?;
        Ok(IsNull::No)
    }
}

/// JSON as text.
#[derive(Debug, Clone, PartialEq, Eq, FromSqlRow, AsExpression)]
#[diesel(sql_type = Json)]
pub struct JsonText(pub String);

impl FromSql<Json, Mysql> for JsonText {
    fn from_sql(value: MysqlValue<'_>) -> deserialize::Result<Self> {
        <String as FromSql<Text, Mysql>>::from_sql(value).map(Self)
    }
}

impl ToSql<Json, Mysql> for JsonText {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Mysql>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}
