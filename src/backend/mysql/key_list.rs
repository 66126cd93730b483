//! How a list of keys is sent to MySQL and MariaDB: `IN (?, …)`. The keys as one JSON text are a little faster for some
//! hundreds of them, and slower for one and for thousands: docs/architecture.md has what was measured.

use super::key_type::KeyKind;
use crate::include::Part;
use crate::relation::Key;
use diesel::QueryResult;
use diesel::mysql::Mysql;
use diesel::query_builder::AstPass;
use diesel::sql_types::{BigInt, Binary, Text, Unsigned};

/// Keys made ready to be bound.
#[derive(Debug)]
pub struct KeyList {
    kinds: Vec<KeyKind>,
    keys: Vec<Vec<Value>>,
}

#[derive(Debug)]
enum Value {
    Integer(i64),
    Unsigned(u64),
    Text(String),
    Binary(Vec<u8>),
}

impl Value {
    fn new(key: &Key, kind: KeyKind) -> Self {
        match key {
            Key::Int(key) if kind == KeyKind::Unsigned => Self::Unsigned(key.cast_unsigned()),
            Key::Int(key) => Self::Integer(*key),
            Key::Text(key) => Self::Text(key.clone()),
            Key::Blob(key) => Self::Binary(key.clone()),
            Key::Tuple(_) => Self::Binary(Vec::new()),
        }
    }

    fn push<'b>(&'b self, kind: KeyKind, out: &mut AstPass<'_, 'b, Mysql>) -> QueryResult<()> {
        // MySQL takes text for a date where it is compared with one, but not in a list.
        let (before, after) = match kind {
            KeyKind::Date => ("CAST(", " AS DATE)"),
            KeyKind::Time => ("CAST(", " AS TIME(6))"),
            KeyKind::Datetime => ("CAST(", " AS DATETIME(6))"),
            _ => ("", ""),
        };
        out.push_sql(before);
        match self {
            Self::Integer(value) => out.push_bind_param::<BigInt, i64>(value)?,
            Self::Unsigned(value) => out.push_bind_param::<Unsigned<BigInt>, u64>(value)?,
            Self::Text(value) => out.push_bind_param::<Text, str>(value.as_str())?,
            Self::Binary(value) => out.push_bind_param::<Binary, [u8]>(value.as_slice())?,
        }
        out.push_sql(after);
        Ok(())
    }
}

/// Lists up to this length are filled up with their last key to a power of two: so there are few texts of statements,
/// and prepared ones are found again. To prepare one for a longer list takes little of its time.
const LONGEST_CACHED: usize = 256;

impl KeyList {
    /// How many places the list has.
    fn places(&self) -> usize {
        match self.keys.len() {
            count @ 0..=LONGEST_CACHED => count.next_power_of_two(),
            count => count,
        }
    }

    /// Makes distinct keys ready to be bound.
    pub(super) fn new(keys: &[Key], kinds: &[KeyKind]) -> Self {
        let key = |key: &Key| match key {
            Key::Tuple(values) => values.iter().zip(kinds).map(|(value, kind)| Value::new(value, *kind)).collect(),
            single => kinds.iter().map(|kind| Value::new(single, *kind)).collect(),
        };
        Self { kinds: kinds.to_vec(), keys: keys.iter().map(key).collect() }
    }

    /// Writes `columns IN (keys)`.
    pub(super) fn push<'b>(&'b self, columns: &'b [Part<Mysql>], mut out: AstPass<'_, 'b, Mysql>) -> QueryResult<()> {
        let several = columns.len() > 1;
        if self.keys.len() > LONGEST_CACHED {
            out.unsafe_to_cache_prepared();
        }
        out.push_sql(if several { "(" } else { "" });
        for (at, column) in columns.iter().enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            column.walk_ast(out.reborrow())?;
        }
        out.push_sql(if several { ") IN (" } else { " IN (" });
        let filling = self.keys.last().into_iter().cycle();
        for (at, key) in self.keys.iter().chain(filling).take(self.places()).enumerate() {
            out.push_sql(if at > 0 { ", " } else { "" });
            out.push_sql(if several { "(" } else { "" });
            for (at, (value, kind)) in key.iter().zip(&self.kinds).enumerate() {
                out.push_sql(if at > 0 { ", " } else { "" });
                value.push(*kind, &mut out)?;
            }
            out.push_sql(if several { ")" } else { "" });
        }
        out.push_sql(")");
        Ok(())
    }
}
