//! Reads the database of a connection into a [`Catalog`].

mod pg_catalog;
mod types;

use crate::catalog::{
    Action, Catalog, Column, Declared, Deferrable, ForeignKey, Generated, Identity, Index, IndexOrigin,
    IntrospectError, OwnType, OwnTypeKind, Table, TableKind,
};
use diesel::connection::LoadConnection;
use diesel::pg::Pg;
use pg_catalog::{ColumnRow, ForeignKeyRow, IndexRow, OwnTypeRow, TableRow};
use std::collections::{HashMap, HashSet};
use types::Types;

/// Reads the tables, views and types in all schemas of a connection's database.
///
/// The default schema is the first of the search path. Left out are PostgreSQL's own schemas, temporary tables, the
/// history of migrations, what belongs to an extension, and the partitions of partitioned tables. What is said by
/// `COMMENT ON` about tables, columns and types is kept.
///
/// It sends seven queries over `pg_catalog`, whatever the number of tables. PostgreSQL 12 or newer.
///
/// ```no_run
/// use diesel::{connection::SimpleConnection, prelude::*, pg::PgConnection};
///
/// # #[cfg(feature = "postgres")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut conn = PgConnection::establish("postgres://localhost/blog")?;
/// conn.batch_execute("CREATE TABLE users (id int PRIMARY KEY, name text); COMMENT ON COLUMN users.name IS 'in full'")?;
/// let catalog = kinfolk::backend::postgres::introspect(&mut conn)?;
/// let users = catalog.table("users").ok_or("no table")?;
/// assert_eq!(users.primary_key, ["id"]);
/// assert_eq!(users.columns[1].comment.as_deref(), Some("in full"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "postgres"))]
/// # fn main() {}
/// ```
///
/// # Errors
/// When the server refuses a query or is gone: the error says what was being read.
pub fn introspect<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Catalog, IntrospectError> {
    let default = pg_catalog::default_schema(conn)?;
    let schema = |name: String| Some(name).filter(|name| default.as_ref() != Some(name));
    let listed = pg_catalog::tables(conn)?;
    let types = Types::new(pg_catalog::types(conn)?, default.clone());
    let views = listed.iter().filter(|row| table_kind(&row.kind).is_view()).map(|row| row.oid).collect::<HashSet<_>>();
    let read_column = |row: ColumnRow| column(views.contains(&row.table), row, &types);
    let mut columns = by_table(pg_catalog::columns(conn)?, |row| row.table, read_column);
    let mut indexes = by_table(pg_catalog::indexes(conn)?, |row| row.table, index);
    let mut foreign_keys = by_table(pg_catalog::foreign_keys(conn)?, |row| row.table, |row| foreign_key(row, schema));
    let own_types = pg_catalog::own_types(conn)?.into_iter().filter_map(|row| own_type(row, schema));

    let tables = listed.into_iter().map(|TableRow { oid, schema: of, name, kind, comment }| {
        let mut indexes = indexes.remove(&oid).unwrap_or_default();
        indexes.sort_by(|a, b| a.name.cmp(&b.name));
        Table {
            schema: schema(of),
            name,
            kind: table_kind(&kind),
            comment,
            columns: columns.remove(&oid).unwrap_or_default(),
            primary_key: primary_key(&indexes),
            rowid_alias: None,
            indexes,
            foreign_keys: foreign_keys.remove(&oid).unwrap_or_default(),
        }
    });
    let (mut tables, mut types) = (tables.collect::<Vec<_>>(), own_types.collect::<Vec<_>>());
    tables.sort_by(|a, b| a.qualified().cmp(&b.qualified()));
    types.sort_by(|a, b| a.qualified().cmp(&b.qualified()));
    Ok(Catalog { tables, types, default_schema: default })
}

/// What rows say, by the oids of their tables, in the order of the rows.
fn by_table<R, T>(rows: Vec<R>, table: impl Fn(&R) -> u32, read: impl Fn(R) -> T) -> HashMap<u32, Vec<T>> {
    let mut found = HashMap::<u32, Vec<T>>::new();
    for row in rows {
        found.entry(table(&row)).or_default().push(read(row));
    }
    found
}

fn table_kind(relkind: &str) -> TableKind {
    match relkind {
        "p" => TableKind::Partitioned,
        "f" => TableKind::Foreign,
        "v" => TableKind::View,
        "m" => TableKind::MaterializedView,
        _ => TableKind::Table,
    }
}

fn column(of_view: bool, row: ColumnRow, types: &Types) -> Column {
    let generated = match row.generated.as_str() {
        "s" => Some(Generated::Stored),
        "v" => Some(Generated::Virtual),
        _ => None,
    };
    let identity = match row.identity.as_str() {
        "a" => Some(Identity::Always),
        "d" => Some(Identity::ByDefault),
        _ if row.owns_sequence && row.default.is_some() => Some(Identity::Sequence),
        _ => None,
    };
    Column {
        sql_type: types.sql_type(row.type_oid),
        // An outer join can make a NULL of any type, also of a domain that takes none.
        nullable: of_view || !(row.not_null || types.is_not_null(row.type_oid)),
        // What it is computed from stands where a default would.
        default: row.default.filter(|_| generated.is_none()),
        declared_type: row.declared_type,
        name: row.name,
        generated,
        identity,
        comment: row.comment,
    }
}

fn index(row: IndexRow) -> Index {
    Index {
        name: row.name,
        columns: row.columns,
        expressions: row.expressions,
        unique: row.unique,
        nulls_not_distinct: row.nulls_not_distinct,
        partial: row.predicate.is_some(),
        predicate: row.predicate,
        origin: match row.constraint.as_deref() {
            Some("p") => IndexOrigin::PrimaryKey,
            Some("u") => IndexOrigin::Unique,
            _ => IndexOrigin::Index,
        },
    }
}

fn primary_key(indexes: &[Index]) -> Vec<String> {
    let key = indexes.iter().find(|index| index.origin == IndexOrigin::PrimaryKey);
    key.map(|key| key.columns.iter().flatten().cloned().collect()).unwrap_or_default()
}

fn foreign_key(row: ForeignKeyRow, schema: impl Fn(String) -> Option<String>) -> ForeignKey {
    ForeignKey {
        name: Some(row.name),
        columns: row.columns,
        target_schema: schema(row.target_schema),
        target: row.target,
        target_columns: row.target_columns,
        on_delete: action(&row.on_delete),
        on_update: action(&row.on_update),
        deferrable: row.deferrable.then_some(match row.deferred {
            true => Deferrable::InitiallyDeferred,
            false => Deferrable::InitiallyImmediate,
        }),
    }
}

fn action(code: &str) -> Action {
    match code {
        "r" => Action::Restrict,
        "n" => Action::SetNull,
        "d" => Action::SetDefault,
        "c" => Action::Cascade,
        _ => Action::NoAction,
    }
}

fn own_type(row: OwnTypeRow, schema: impl Fn(String) -> Option<String>) -> Option<OwnType> {
    let kind = match (row.kind.as_str(), row.of) {
        ("e", _) => OwnTypeKind::Enum { labels: row.labels },
        ("c", _) => OwnTypeKind::Composite { fields: row.fields.into_iter().zip(row.field_types).collect() },
        ("d", Some(base)) => OwnTypeKind::Domain { base },
        ("r", Some(of)) => OwnTypeKind::Range { of },
        _ => return None,
    };
    Some(OwnType { schema: schema(row.schema), name: row.name, kind, declared: Declared::ByName, comment: row.comment })
}
