//! What SQLite tells about itself: the table-valued pragma functions as Diesel rows.
//!
//! Names go in as bind values and always with the schema `main`, so that neither odd names nor temporary or attached
//! tables of the same name can get in the way.

use crate::catalog::IntrospectError;
use diesel::{
    deserialize::QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{Bool, Integer, Nullable, Text},
    sqlite::{Sqlite, SqliteConnection},
};

#[derive(QueryableByName)]
pub(super) struct TableRow {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    #[diesel(sql_type = Bool)]
    pub(super) without_rowid: bool,
    #[diesel(sql_type = Bool)]
    pub(super) strict: bool,
    #[diesel(sql_type = Text)]
    pub(super) sql: String,
}

#[derive(QueryableByName)]
pub(super) struct ColumnRow {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) declared_type: String,
    #[diesel(sql_type = Bool)]
    pub(super) not_null: bool,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) default: Option<String>,
    #[diesel(sql_type = Integer)]
    pub(super) pk: i32,
    #[diesel(sql_type = Integer)]
    pub(super) hidden: i32,
}

#[derive(QueryableByName)]
pub(super) struct IndexRow {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Bool)]
    pub(super) unique: bool,
    #[diesel(sql_type = Text)]
    pub(super) origin: String,
    #[diesel(sql_type = Bool)]
    pub(super) partial: bool,
}

#[derive(QueryableByName)]
struct IndexColumnRow {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

#[derive(QueryableByName)]
pub(super) struct ForeignKeyRow {
    #[diesel(sql_type = Integer)]
    pub(super) id: i32,
    #[diesel(sql_type = Text)]
    pub(super) target: String,
    #[diesel(sql_type = Text)]
    pub(super) column: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) target_column: Option<String>,
    #[diesel(sql_type = Text)]
    pub(super) on_update: String,
    #[diesel(sql_type = Text)]
    pub(super) on_delete: String,
}

pub(super) fn tables(conn: &mut SqliteConnection) -> Result<Vec<TableRow>, IntrospectError> {
    sql_query(
        r"SELECT l.name, l.type AS kind, l.wr AS without_rowid, l.strict, s.sql
          FROM pragma_table_list AS l JOIN main.sqlite_schema AS s ON s.name = l.name
          WHERE l.schema = 'main' AND l.type IN ('table', 'view', 'virtual') AND s.type IN ('table', 'view')
            AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND l.name <> '__diesel_schema_migrations'
          ORDER BY l.name",
    )
    .load(conn)
    .map_err(|error| IntrospectError::new("the list of tables".into(), error))
}

pub(super) fn columns(conn: &mut SqliteConnection, table: &str) -> Result<Vec<ColumnRow>, IntrospectError> {
    let sql = r#"SELECT name, type AS declared_type, "notnull" AS not_null, dflt_value AS "default", pk, hidden
                 FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1 ORDER BY cid"#;
    load(conn, sql, table, "columns")
}

pub(super) fn indexes(
    conn: &mut SqliteConnection,
    table: &str,
) -> Result<Vec<(IndexRow, Vec<Option<String>>)>, IntrospectError> {
    let sql = r#"SELECT name, "unique", origin, partial FROM pragma_index_list(?, 'main') ORDER BY name"#;
    load::<IndexRow>(conn, sql, table, "indexes")?
        .into_iter()
        .map(|index| {
            let sql = r"SELECT name FROM pragma_index_xinfo(?, 'main') WHERE key ORDER BY seqno";
            let columns = load::<IndexColumnRow>(conn, sql, &index.name, "index columns")?;
            Ok((index, columns.into_iter().map(|column| column.name).collect()))
        })
        .collect()
}

/// In the order in which they were declared: SQLite gives the last one the lowest number.
pub(super) fn foreign_keys(conn: &mut SqliteConnection, table: &str) -> Result<Vec<ForeignKeyRow>, IntrospectError> {
    let sql = r#"SELECT id, "table" AS target, "from" AS "column", "to" AS target_column, on_update, on_delete
                 FROM pragma_foreign_key_list(?, 'main') ORDER BY id DESC, seq"#;
    load(conn, sql, table, "foreign keys")
}

fn load<R>(conn: &mut SqliteConnection, sql: &str, name: &str, what: &str) -> Result<Vec<R>, IntrospectError>
where
    R: QueryableByName<Sqlite> + 'static,
{
    sql_query(sql)
        .bind::<Text, _>(name)
        .load(conn)
        .map_err(|error| IntrospectError::new(format!("the {what} of `{name}`"), error))
}
