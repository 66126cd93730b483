//! UUIDs.

use super::sql;
use diesel::deserialize::FromSqlRow;
use diesel::expression::AsExpression;

/// A [`uuid::Uuid`] that every database stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, AsExpression, FromSqlRow)]
#[diesel(sql_type = sql::Uuid)]
pub struct Uuid(pub ::uuid::Uuid);

super::wrapper!(Uuid, ::uuid::Uuid);
