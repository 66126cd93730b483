//! Reads the database of a connection into a [`Catalog`].

mod information_schema;
mod types;

use crate::catalog::{
    Action, Catalog, Column, ColumnType, Declared, ForeignKey, Generated, Identity, Index, IndexOrigin,
    IntrospectError, OwnType, OwnTypeKind, Table, TableKind, spell_foreign_keys,
};
use diesel::connection::LoadConnection;
use diesel::mysql::Mysql;
use information_schema::{CheckRow, ColumnRow, IndexPartRow, KeyPartRow, KeyRuleRow, Server, TableRow};
use std::collections::{BTreeMap, HashMap};

/// Reads the tables and views of a connection's database, on MySQL 8 and MariaDB 10.6 or newer.
///
/// Left out are the history of migrations, temporary tables and MariaDB's sequences. An `ENUM` or `SET` is a type of the
/// database's own, called `table.column`. A view that names something that is not there any more has no columns. MariaDB
/// tells `?` for characters of a label beyond the first 65,536 of Unicode.
///
/// `RESTRICT` and `NO ACTION` are the same to these servers, and MariaDB tells the first where nothing was said; both are
/// [`NoAction`](Action::NoAction) here. The first so many characters of a column in an index are not the column, but an
/// expression: `` `title`(20) ``.
///
/// It takes seven queries of `information_schema` on MariaDB and six on MySQL, whatever the number of tables.
///
/// ```no_run
/// # #[cfg(feature = "mysql")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use diesel::{mysql::MysqlConnection, prelude::*};
///
/// let mut conn = MysqlConnection::establish("mysql://root@localhost/blog")?;
/// let catalog = kinfolk::backend::mysql::introspect(&mut conn)?;
/// for table in &catalog.tables {
///     println!("{} has {} columns", table.name, table.columns.len());
/// }
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "mysql"))]
/// # fn main() {}
/// ```
///
/// # Errors
/// When the connection has no database, or fails.
pub fn introspect<C: LoadConnection<Backend = Mysql>>(conn: &mut C) -> Result<Catalog, IntrospectError> {
    let server = information_schema::server(conn)?;
    let listed = server.tables(conn)?;
    let mut columns = by_table(server.columns(conn)?, |row| &row.table_name);
    let mut index_parts = by_table(server.index_parts(conn)?, |row| &row.table_name);
    let mut key_parts = by_table(server.key_parts(conn)?, |row| &row.table_name);
    let mut key_rules = by_table(server.key_rules(conn)?, |row| &row.table_name);
    let mut checks = by_table(server.checks(conn)?, |row| &row.table_name);

    let mut catalog = Catalog::default();
    for table in listed {
        let facts = Facts {
            columns: columns.remove(&table.name).unwrap_or_default(),
            index_parts: index_parts.remove(&table.name).unwrap_or_default(),
            key_parts: key_parts.remove(&table.name).unwrap_or_default(),
            key_rules: key_rules.remove(&table.name).unwrap_or_default(),
            checks: checks.remove(&table.name).unwrap_or_default(),
        };
        catalog.types.extend(own_types(&table, &facts));
        catalog.tables.push(facts.into_table(table, &server));
    }
    catalog.tables.sort_by(|a, b| a.name.cmp(&b.name));
    catalog.types.sort_by(|a, b| a.name.cmp(&b.name));
    let same_table = if server.tables_in_any_case { in_any_case } else { str::eq };
    spell_foreign_keys(&mut catalog.tables, same_table, in_any_case);
    Ok(catalog)
}

fn in_any_case(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn by_table<R>(rows: Vec<R>, table: fn(&R) -> &String) -> HashMap<String, Vec<R>> {
    let mut tables: HashMap<String, Vec<R>> = HashMap::new();
    for row in rows {
        match tables.get_mut(table(&row)) {
            Some(rows) => rows.push(row),
            None => drop(tables.insert(table(&row).clone(), vec![row])),
        }
    }
    tables
}

/// The name of the index of each primary key.
const PRIMARY: &str = "PRIMARY";

/// What is known of one table.
struct Facts {
    columns: Vec<ColumnRow>,
    index_parts: Vec<IndexPartRow>,
    key_parts: Vec<KeyPartRow>,
    key_rules: Vec<KeyRuleRow>,
    checks: Vec<CheckRow>,
}

impl Facts {
    fn into_table(self, listed: TableRow, server: &Server) -> Table {
        let TableRow { name, kind, comment } = listed;
        let kind = if kind == "VIEW" { TableKind::View } else { TableKind::Table };
        let row_end = self.columns.iter().find(|row| row.is_row_end).map(|row| row.name.clone());
        let index_parts = without_row_end(self.index_parts, row_end.as_deref());
        Table {
            schema: None,
            kind,
            // Of a view it says that it is one.
            comment: text(comment).filter(|_| kind == TableKind::Table),
            columns: self
                .columns
                .into_iter()
                .map(|row| {
                    let is_json = self.checks.iter().any(|check| is_json_check(&check.clause, &row.name));
                    column(&name, kind, row, is_json, server)
                })
                .collect(),
            primary_key: primary_key(&index_parts),
            rowid_alias: None,
            indexes: indexes(index_parts),
            foreign_keys: foreign_keys(self.key_parts, &self.key_rules, server),
            name,
        }
    }
}

fn column(table: &str, kind: TableKind, row: ColumnRow, is_json: bool, server: &Server) -> Column {
    let mut declared_type = types::declared(&row.column_type);
    // MariaDB's `JSON` is another word for a text with a condition.
    if is_json && declared_type == "longtext" {
        "json".clone_into(&mut declared_type);
    }
    let extra = row.extra.to_uppercase();
    // A view repeats what the table behind it says, or says what is there when nothing else is.
    let default = row.column_default.filter(|_| kind == TableKind::Table);
    let default = match server.is_mariadb {
        // That nothing was said is the same.
        true => default.filter(|default| default != "NULL"),
        false => default.map(|default| types::literal_default(default, &declared_type, &extra)),
    };
    Column {
        sql_type: match own_kind(&declared_type) {
            Some(_) => Some(ColumnType::Own { schema: None, name: own_name(table, &row.name) }),
            None => types::sql_type(&declared_type).map(ColumnType::Diesel),
        },
        nullable: row.is_nullable,
        default,
        generated: if extra.contains("VIRTUAL GENERATED") {
            Some(Generated::Virtual)
        } else if extra.contains("STORED GENERATED") {
            Some(Generated::Stored)
        } else {
            None
        },
        identity: extra.contains("AUTO_INCREMENT").then_some(Identity::AutoIncrement),
        comment: text(row.comment),
        declared_type,
        name: row.name,
    }
}

fn text(comment: String) -> Option<String> {
    Some(comment).filter(|comment| !comment.trim().is_empty())
}

/// Whether a condition is the one that makes a text JSON. The mode `ANSI_QUOTES` changes how names are quoted.
fn is_json_check(clause: &str, column: &str) -> bool {
    ['`', '"'].into_iter().any(|quote| clause == format!("json_valid({})", quoted(column, quote)))
}

fn quoted(name: &str, quote: char) -> String {
    format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")))
}

fn own_types(table: &TableRow, facts: &Facts) -> Vec<OwnType> {
    let own = |row: &ColumnRow| {
        Some(OwnType {
            schema: None,
            name: own_name(&table.name, &row.name),
            kind: own_kind(&row.column_type)?,
            declared: Declared::AtColumn,
            comment: text(row.comment.clone()),
        })
    };
    facts.columns.iter().filter_map(own).collect()
}

fn own_name(table: &str, column: &str) -> String {
    format!("{table}.{column}")
}

fn own_kind(declared: &str) -> Option<OwnTypeKind> {
    let labels = || types::labels(declared);
    match declared.split('(').next() {
        Some("enum") => Some(OwnTypeKind::Enum { labels: labels() }),
        Some("set") => Some(OwnTypeKind::Set { labels: labels() }),
        _ => None,
    }
}

/// MariaDB adds the end of a row's time to each key of a table with versions, for rows that were. Of those that are, there
/// is one for the rest of the key.
fn without_row_end(mut parts: Vec<IndexPartRow>, row_end: Option<&str>) -> Vec<IndexPartRow> {
    parts.retain(|part| !part.is_unique || row_end.is_none() || part.column_name.as_deref() != row_end);
    parts
}

/// Whole columns, even if no more than their beginnings are compared.
fn primary_key(parts: &[IndexPartRow]) -> Vec<String> {
    parts.iter().filter(|part| part.name == PRIMARY).filter_map(|part| part.column_name.clone()).collect()
}

fn indexes(parts: Vec<IndexPartRow>) -> Vec<Index> {
    let mut indexes: BTreeMap<String, Index> = BTreeMap::new();
    for part in parts {
        let index = indexes.entry(part.name).or_insert_with_key(|name| Index {
            name: name.clone(),
            columns: Vec::new(),
            expressions: Vec::new(),
            unique: part.is_unique,
            nulls_not_distinct: false,
            partial: false,
            predicate: None,
            origin: match part.is_unique {
                true if name == PRIMARY => IndexOrigin::PrimaryKey,
                true => IndexOrigin::Unique,
                false => IndexOrigin::Index,
            },
        });
        match (part.column_name, part.prefix) {
            (Some(column), None) => index.columns.push(Some(column)),
            (Some(column), Some(length)) => {
                index.columns.push(None);
                index.expressions.push(format!("{}({length})", quoted(&column, '`')));
            }
            (None, _) => {
                index.columns.push(None);
                index.expressions.extend(part.expression);
            }
        }
    }
    indexes.into_values().collect()
}

fn foreign_keys(parts: Vec<KeyPartRow>, rules: &[KeyRuleRow], server: &Server) -> Vec<ForeignKey> {
    let mut keys: BTreeMap<String, ForeignKey> = BTreeMap::new();
    for part in parts {
        let is_here = match server.tables_in_any_case {
            true => in_any_case(&part.target_schema, &server.database),
            false => part.target_schema == server.database,
        };
        let rule = rules.iter().find(|rule| rule.name == part.name);
        let key = keys.entry(part.name).or_insert_with_key(|name| ForeignKey {
            name: Some(name.clone()),
            columns: Vec::new(),
            target_schema: Some(part.target_schema).filter(|_| !is_here),
            target: part.target,
            target_columns: Vec::new(),
            on_delete: rule.map(|rule| action(&rule.on_delete)).unwrap_or_default(),
            on_update: rule.map(|rule| action(&rule.on_update)).unwrap_or_default(),
            deferrable: None,
        });
        key.columns.push(part.column_name);
        key.target_columns.push(part.target_column);
    }
    keys.into_values().collect()
}

fn action(sql: &str) -> Action {
    match sql {
        "SET NULL" => Action::SetNull,
        "SET DEFAULT" => Action::SetDefault,
        "CASCADE" => Action::Cascade,
        _ => Action::NoAction,
    }
}
