//! Decimal numbers.

use super::sql;
use bigdecimal::BigDecimal;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;

/// A [`BigDecimal`] that every database stores without rounding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::ExactDecimal)]
pub struct Decimal(pub BigDecimal);

super::wrapper!(Decimal, BigDecimal);
