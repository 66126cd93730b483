//! Reads the main database of a connection into a [`Catalog`].

mod comments;
mod pragma;
mod types;

use crate::catalog::{
    Action, Catalog, Column, ColumnType, ForeignKey, Generated, Index, IndexOrigin, IntrospectError, Table, TableKind,
    spell_foreign_keys,
};
use comments::Comments;
use diesel::sqlite::SqliteConnection;
use std::collections::BTreeMap;

/// Reads the tables and views of a connection's main database.
///
/// Left out are SQLite's own tables, the history of migrations, and the tables behind virtual tables. Comments inside the
/// text of a `CREATE TABLE` belong to the column that they follow on its line or precede on lines of their own; those on
/// the line of the opening parenthesis, before it, or above the first column with an empty line between, to the table.
///
/// ```
/// use diesel::{connection::SimpleConnection, prelude::*, sqlite::SqliteConnection};
///
/// let mut conn = SqliteConnection::establish(":memory:")?;
/// conn.batch_execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL -- in full
/// )")?;
/// let catalog = kinfolk::backend::sqlite::introspect(&mut conn)?;
/// let users = &catalog.tables[0];
/// assert_eq!(users.primary_key, ["id"]);
/// assert_eq!(users.columns[1].comment.as_deref(), Some("in full"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the database can't be read, as with a view over a table that isn't there: the error names the table or view.
pub fn introspect(conn: &mut SqliteConnection) -> Result<Catalog, IntrospectError> {
    let mut tables =
        pragma::tables(conn)?.into_iter().map(|listed| table(conn, listed)).collect::<Result<Vec<_>, _>>()?;
    resolve_foreign_keys(&mut tables);
    Ok(Catalog { tables, ..Catalog::default() })
}

fn table(conn: &mut SqliteConnection, listed: pragma::TableRow) -> Result<Table, IntrospectError> {
    let pragma::TableRow { name, kind, without_rowid, strict, sql } = listed;
    let kind = match kind.as_str() {
        "view" => TableKind::View,
        "virtual" => TableKind::Virtual,
        _ => TableKind::Table,
    };
    let rows = pragma::columns(conn, &name)?;
    let indexes = pragma::indexes(conn, &name)?.into_iter().map(index).collect::<Vec<_>>();
    let primary_key = primary_key(&rows);
    let rowid_alias = rowid_alias(&rows, &indexes);
    let comments = match kind {
        TableKind::Table => Comments::read(&sql),
        _ => Comments::default(),
    };
    let columns = rows
        .into_iter()
        .map(|row| {
            // In a rowid table a key may hold NULL, a mistake of SQLite's youth that it keeps.
            let key_is_not_null =
                row.pk > 0 && (without_rowid || strict || rowid_alias.as_deref() == Some(row.name.as_str()));
            Column {
                sql_type: sql_type(kind, &row.declared_type),
                nullable: !(row.not_null || key_is_not_null),
                generated: match row.hidden {
                    2 => Some(Generated::Virtual),
                    3 => Some(Generated::Stored),
                    _ => None,
                },
                identity: None,
                comment: comments.of_column(&row.name),
                declared_type: types::declared(&row.declared_type),
                default: row.default,
                name: row.name,
            }
        })
        .collect();
    let foreign_keys = foreign_keys(pragma::foreign_keys(conn, &name)?);
    Ok(Table {
        schema: None,
        name,
        kind,
        comment: comments.of_table(),
        columns,
        primary_key,
        rowid_alias,
        indexes,
        foreign_keys,
    })
}

/// A column of a table without a type holds blobs, by SQLite's rules; one of a view or virtual table holds who knows what.
fn sql_type(kind: TableKind, declared: &str) -> Option<ColumnType> {
    let is_known = kind == TableKind::Table || !declared.is_empty();
    types::sql_type(declared).filter(|_| is_known).map(ColumnType::diesel)
}

fn primary_key(rows: &[pragma::ColumnRow]) -> Vec<String> {
    let mut key = rows.iter().filter(|row| row.pk > 0).collect::<Vec<_>>();
    key.sort_by_key(|row| row.pk);
    key.into_iter().map(|row| row.name.clone()).collect()
}

/// An `INTEGER PRIMARY KEY` needs no index, because it is the rowid. One that has an index all the same (`DESC`, `WITHOUT
/// ROWID`) is a column like any other.
fn rowid_alias(rows: &[pragma::ColumnRow], indexes: &[Index]) -> Option<String> {
    let mut key = rows.iter().filter(|row| row.pk > 0);
    let (Some(column), None) = (key.next(), key.next()) else {
        return None;
    };
    let indexed = indexes.iter().any(|index| index.origin == IndexOrigin::PrimaryKey);
    (column.declared_type.eq_ignore_ascii_case("integer") && !indexed).then(|| column.name.clone())
}

fn index((row, columns): (pragma::IndexRow, Vec<Option<String>>)) -> Index {
    let origin = match row.origin.as_str() {
        "pk" => IndexOrigin::PrimaryKey,
        "u" => IndexOrigin::Unique,
        _ => IndexOrigin::Index,
    };
    Index {
        name: row.name,
        columns,
        expressions: Vec::new(),
        unique: row.unique,
        nulls_not_distinct: false,
        partial: row.partial,
        predicate: None,
        origin,
    }
}

/// SQLite has a row for each column of a key.
fn foreign_keys(rows: Vec<pragma::ForeignKeyRow>) -> Vec<ForeignKey> {
    let mut keys: Vec<(i32, ForeignKey)> = Vec::new();
    for row in rows {
        if keys.last().is_none_or(|(id, _)| *id != row.id) {
            let key = ForeignKey {
                name: None,
                columns: Vec::new(),
                target_schema: None,
                target: row.target,
                target_columns: Vec::new(),
                on_delete: action(&row.on_delete),
                on_update: action(&row.on_update),
                deferrable: None,
            };
            keys.push((row.id, key));
        }
        if let Some((_, key)) = keys.last_mut() {
            key.columns.push(row.column);
            key.target_columns.extend(row.target_column);
        }
    }
    keys.into_iter().map(|(_, key)| key).collect()
}

fn action(sql: &str) -> Action {
    match sql {
        "RESTRICT" => Action::Restrict,
        "SET NULL" => Action::SetNull,
        "SET DEFAULT" => Action::SetDefault,
        "CASCADE" => Action::Cascade,
        _ => Action::NoAction,
    }
}

fn resolve_foreign_keys(tables: &mut [Table]) {
    spell_foreign_keys(tables, str::eq_ignore_ascii_case, str::eq_ignore_ascii_case);
    // Without columns it means the primary key.
    let keys = tables.iter().map(|table| (table.name.clone(), table.primary_key.clone())).collect::<BTreeMap<_, _>>();
    for key in tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
        if key.target_columns.is_empty() {
            key.target_columns = keys.get(&key.target).cloned().unwrap_or_default();
        }
    }
}
