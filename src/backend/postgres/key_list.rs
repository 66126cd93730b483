//! How a list of keys is sent to PostgreSQL: one array for each column of the key, so that the text of the statement
//! is the same for any number of keys.

use super::key_type::KeyKind;
use crate::include::Part;
use crate::relation::Key;
use diesel::QueryResult;
use diesel::data_types::{PgDate, PgTime, PgTimestamp};
use diesel::pg::Pg;
use diesel::query_builder::AstPass;
use diesel::result::Error;
use diesel::sql_types::{
    Array, BigInt, Binary, Bool, Citext, Date, Integer, Oid, SmallInt, Text, Time, Timestamp, Timestamptz, Uuid,
};

/// Keys made ready to be bound.
#[derive(Debug)]
pub struct KeyList {
    columns: Vec<Values>,
    /// There is one key.
    single: bool,
}

macro_rules! values {
    ($($kind:ident $rust_type:ty, $key:pat => $value:expr;)*) => {
        /// The values of one column.
        #[derive(Debug)]
        enum Values {
            $($kind(Vec<$rust_type>),)*
        }

        impl Values {
            /// The values at this place of the keys; a value of another type is left out.
            fn new(kind: KeyKind, keys: &[Key], at: usize) -> Self {
                match kind {
                    $(KeyKind::$kind => Self::$kind(
                        keys.iter().filter_map(|key| match value(key, at)? {
                            $key => $value,
                            _ => None,
                        }).collect(),
                    ),)*
                }
            }

            fn len(&self) -> usize {
                match self {
                    $(Self::$kind(values) => values.len(),)*
                }
            }

            fn push_array<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                match self {
                    $(Self::$kind(values) => out.push_bind_param::<Array<$kind>, Vec<$rust_type>>(values),)*
                }
            }

            fn push_first<'b>(&'b self, out: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                match self {
                    $(Self::$kind(values) => match values.first() {
                        Some(value) => out.push_bind_param::<$kind, $rust_type>(value),
                        None => Ok(()),
                    },)*
                }
            }
        }
    };
}
values! {
    SmallInt i16, Key::Int(key) => i16::try_from(*key).ok();
    Integer i32, Key::Int(key) => i32::try_from(*key).ok();
    BigInt i64, Key::Int(key) => Some(*key);
    Oid u32, Key::Int(key) => u32::try_from(*key).ok();
    Bool bool, Key::Int(key) => Some(*key != 0);
    Text String, Key::Text(key) => Some(key.clone());
    Citext String, Key::Text(key) => Some(key.clone());
    Binary Vec<u8>, Key::Blob(key) => Some(key.clone());
    Uuid uuid::Uuid, Key::Blob(key) => uuid::Uuid::from_slice(key).ok();
    Date PgDate, Key::Int(key) => i32::try_from(*key).ok().map(PgDate);
    Time PgTime, Key::Int(key) => Some(PgTime(*key));
    Timestamp PgTimestamp, Key::Int(key) => Some(PgTimestamp(*key));
    Timestamptz PgTimestamp, Key::Int(key) => Some(PgTimestamp(*key));
}

/// The value of one column of a key.
fn value(key: &Key, at: usize) -> Option<&Key> {
    match key {
        Key::Tuple(values) => values.get(at),
        single => Some(single),
    }
}

impl KeyList {
    /// Makes distinct keys ready to be bound.
    pub(super) fn new(keys: &[Key], kinds: &[KeyKind]) -> Self {
        let columns = kinds.iter().enumerate().map(|(at, kind)| Values::new(*kind, keys, at)).collect();
        Self { columns, single: keys.len() == 1 }
    }

    /// Writes `column = ANY($1)`, `(a, b) IN (SELECT * FROM UNNEST($1, $2))`, or `a = $1 AND b = $2` for one key.
    pub(super) fn push<'b>(&'b self, columns: &'b [Part<Pg>], mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // Owner and target of a relation have columns of the same type, or the schema could not have been generated;
        // where it was written by hand and they differ, a key that fits in one may not in the other.
        if self.columns.iter().any(|values| values.len() != self.columns[0].len()) {
            return Err(Error::QueryBuilderError("the columns of a relation's key have types that differ".into()));
        }
        if self.single {
            for (at, (column, value)) in columns.iter().zip(&self.columns).enumerate() {
                out.push_sql(if at > 0 { " AND " } else { "" });
                column.walk_ast(out.reborrow())?;
                out.push_sql(" = ");
                value.push_first(&mut out)?;
            }
            return Ok(());
        }
        if let ([column], [values]) = (columns, self.columns.as_slice()) {
            column.walk_ast(out.reborrow())?;
            out.push_sql(" = ANY(");
            values.push_array(&mut out)?;
            out.push_sql(")");
            return Ok(());
        }
        for (at, column) in columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "(" });
            column.walk_ast(out.reborrow())?;
        }
        out.push_sql(") IN (SELECT * FROM UNNEST(");
        for (at, values) in self.columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            values.push_array(&mut out)?;
        }
        out.push_sql("))");
        Ok(())
    }
}
