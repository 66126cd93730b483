//! How a list of keys is sent to SQLite.

use crate::include::Part;
use crate::relation::Key;
use diesel::QueryResult;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::sql_types::{BigInt, Binary, Text};
use diesel::sqlite::Sqlite;
use serde_json::Value;
use std::fmt::Write as _;

/// Keys ready to be bound: one as itself, more as one JSON text.
///
/// `column IN (SELECT value FROM json_each(?))` has one text for any number of keys, so that the prepared statement is
/// found again, and no limit of bound values is ever reached. One key as `= ?` is faster still.
#[derive(Debug)]
pub enum KeyList {
    /// The only key.
    One(Key),
    /// All keys as JSON, and how each column is got back from it.
    Json(String, Vec<Column>),
}

/// How a value is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// As it is.
    Plain,
    /// Bytes in hexadecimal.
    Bytes,
    /// Text in hexadecimal: JSON text ends at a NUL for SQLite.
    Text,
}

impl Column {
    fn of<'k>(keys: impl Iterator<Item = &'k Key>) -> Self {
        keys.fold(Self::Plain, |so_far, key| match key {
            Key::Blob(_) => Self::Bytes,
            Key::Text(text) if text.contains('\0') => Self::Text,
            _ => so_far,
        })
    }

    fn write(self, key: &Key, json: &mut String) {
        match key {
            // Writing to a string cannot fail.
            Key::Int(key) => write!(json, "{key}").unwrap_or_default(),
            Key::Text(key) if self == Self::Plain => json.push_str(&Value::from(key.as_str()).to_string()),
            Key::Text(key) => write_hex(key.as_bytes(), json),
            Key::Blob(key) => write_hex(key, json),
            Key::Tuple(_) => {}
        }
    }

    /// The value of the JSON expression as the column stores it.
    fn push_value(self, expression: &str, out: &mut AstPass<'_, '_, Sqlite>) {
        let (before, after) = match self {
            Self::Plain => ("", ""),
            Self::Bytes => ("unhex(", ")"),
            Self::Text => ("CAST(unhex(", ") AS TEXT)"),
        };
        out.push_sql(before);
        out.push_sql(expression);
        out.push_sql(after);
    }
}

fn write_hex(bytes: &[u8], json: &mut String) {
    json.push('"');
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    for byte in bytes {
        json.push(digit(byte >> 4));
        json.push(digit(byte & 15));
    }
    json.push('"');
}

/// The values of a key, one for each column.
fn values(key: &Key) -> &[Key] {
    match key {
        Key::Tuple(values) => values,
        single => std::slice::from_ref(single),
    }
}

fn json(keys: &[Key]) -> KeyList {
    let width = keys.first().map_or(0, |key| values(key).len());
    let columns: Vec<_> = (0..width).map(|at| Column::of(keys.iter().map(|key| &values(key)[at]))).collect();
    let mut json = String::with_capacity(keys.len() * 8);
    json.push('[');
    for (number, key) in keys.iter().enumerate() {
        if number > 0 {
            json.push(',');
        }
        if width > 1 {
            json.push('[');
        }
        for (at, (value, column)) in values(key).iter().zip(&columns).enumerate() {
            if at > 0 {
                json.push(',');
            }
            column.write(value, &mut json);
        }
        if width > 1 {
            json.push(']');
        }
    }
    json.push(']');
    KeyList::Json(json, columns)
}

fn push_key<'b>(key: &'b Key, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
    match key {
        Key::Int(key) => out.push_bind_param::<BigInt, i64>(key),
        Key::Text(key) => out.push_bind_param::<Text, str>(key.as_str()),
        Key::Blob(key) => out.push_bind_param::<Binary, [u8]>(key.as_slice()),
        Key::Tuple(_) => Ok(()),
    }
}

impl KeyList {
    /// Makes distinct keys ready to be bound.
    pub(super) fn new(keys: &[Key]) -> Self {
        match keys {
            [key] => Self::One(key.clone()),
            keys => json(keys),
        }
    }

    /// Writes `columns = …` or `columns IN (…)`.
    pub(super) fn push<'b>(&'b self, columns: &'b [Part<Sqlite>], mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        match self {
            Self::One(key) => {
                for (at, (column, value)) in columns.iter().zip(values(key)).enumerate() {
                    if at > 0 {
                        out.push_sql(" AND ");
                    }
                    column.walk_ast(out.reborrow())?;
                    out.push_sql(" = ");
                    push_key(value, out.reborrow())?;
                }
            }
            Self::Json(json, kinds) => {
                out.push_sql(if columns.len() > 1 { "(" } else { "" });
                for (at, column) in columns.iter().enumerate() {
                    if at > 0 {
                        out.push_sql(", ");
                    }
                    column.walk_ast(out.reborrow())?;
                }
                out.push_sql(if columns.len() > 1 { ") IN (SELECT " } else { " IN (SELECT " });
                for (at, kind) in kinds.iter().enumerate() {
                    if at > 0 {
                        out.push_sql(", ");
                    }
                    if kinds.len() > 1 {
                        kind.push_value(&format!("value ->> {at}"), &mut out);
                    } else {
                        kind.push_value("value", &mut out);
                    }
                }
                out.push_sql(" FROM json_each(");
                out.push_bind_param::<Text, str>(json.as_str())?;
                out.push_sql("))");
            }
        }
        Ok(())
    }
}
