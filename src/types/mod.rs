//! Column types that Diesel does not map on every database: [`Uuid`] and [`Decimal`].
//!
//! Each is an SQL type for `schema.rs` (in [`sql`]) and a Rust type for models: a thin wrapper of the well-known type,
//! because only a type of this crate may be taught to Diesel. `kinfolk.toml` says which columns have it:
//!
//! ```toml
//! [types]
//! "orders.id" = "kinfolk::types::sql::Uuid"
//! "orders.total" = "kinfolk::types::sql::ExactDecimal"
//! ```
//!
//! ```
//! use diesel::prelude::*;
//! use kinfolk::types::{Decimal, Uuid};
//!
//! diesel::table! {
//!     orders (id) {
//!         id -> kinfolk::types::sql::Uuid,
//!         total -> kinfolk::types::sql::ExactDecimal,
//!     }
//! }
//!
//! #[derive(Debug, PartialEq, Queryable, Selectable, Insertable)]
//! #[diesel(table_name = orders)]
//! struct Order {
//!     id: Uuid,
//!     total: Decimal,
//! }
//!
//! let conn = &mut SqliteConnection::establish(":memory:")?;
//! diesel::sql_query("CREATE TABLE orders (id BLOB PRIMARY KEY NOT NULL, total TEXT NOT NULL)").execute(conn)?;
//!
//! let order = Order { id: uuid::Uuid::from_u128(7).into(), total: "12345678901234567890.10".parse()? };
//! diesel::insert_into(orders::table).values(&order).execute(conn)?;
//! assert_eq!(orders::table.find(order.id).first::<Order>(conn)?, order);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decimal;
pub(crate) mod sql_enum;
mod uuid;

pub use self::decimal::Decimal;
pub use self::sql_enum::SqlEnum;
pub use self::uuid::Uuid;

/// The SQL types, for `table!` blocks.
pub mod sql {
    use diesel::query_builder::QueryId;
    use diesel::sql_types::SqlType;

    /// A UUID: `uuid` on PostgreSQL and MariaDB, 16 bytes on SQLite (`BLOB`) and MySQL (`BINARY(16)`).
    #[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
    #[diesel(sqlite_type(name = "Binary"))]
    #[diesel(postgres_type(oid = 2950, array_oid = 2951))]
    #[diesel(mysql_type(name = "Blob"))]
    pub struct Uuid;

    /// A decimal number without rounding: `numeric` on PostgreSQL and MySQL, text on SQLite, whose own numbers are
    /// binary. The database compares and orders it as text there. (Not named `Decimal`: `table!` gives arithmetic to every type of that name.)
    #[derive(Debug, Clone, Copy, Default, SqlType, QueryId)]
    #[diesel(sqlite_type(name = "Text"))]
    #[diesel(postgres_type(oid = 1700, array_oid = 1231))]
    #[diesel(mysql_type(name = "Numeric"))]
    pub struct ExactDecimal;
}

/// What a transparent wrapper has in common with others.
macro_rules! wrapper {
    ($wrapper:ident, $inner:ty) => {
        impl From<$inner> for $wrapper {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }
        impl From<$wrapper> for $inner {
            fn from(value: $wrapper) -> Self {
                value.0
            }
        }
        impl std::ops::Deref for $wrapper {
            type Target = $inner;
            fn deref(&self) -> &$inner {
                &self.0
            }
        }
        impl std::fmt::Display for $wrapper {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $wrapper {
            type Err = <$inner as std::str::FromStr>::Err;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}
use wrapper;
