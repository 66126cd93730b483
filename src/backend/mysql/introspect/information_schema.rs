//! What the server tells about the database of a connection: views of `information_schema` as Diesel rows.
//!
//! Each view is read once, restricted to the database by the column that servers look it up with. MySQL 8 gives the columns
//! of these views names in capitals, so that each has an alias here.

use crate::catalog::IntrospectError;
use diesel::{
    connection::LoadConnection,
    deserialize::QueryableByName,
    mysql::Mysql,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Nullable, Text},
};

/// The server, as far as it matters for what it is asked.
pub(super) struct Server {
    /// The database of the connection.
    pub(super) database: String,
    pub(super) is_mariadb: bool,
    /// Whether names of tables are the same in any case (`lower_case_table_names`).
    pub(super) tables_in_any_case: bool,
}

#[derive(QueryableByName)]
struct ServerRow {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Bool)]
    tables_in_any_case: bool,
}

#[derive(QueryableByName)]
pub(super) struct TableRow {
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    #[diesel(sql_type = Text)]
    pub(super) comment: String,
}

#[derive(QueryableByName)]
pub(super) struct ColumnRow {
    #[diesel(sql_type = Text)]
    pub(super) table_name: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) column_type: String,
    #[diesel(sql_type = Bool)]
    pub(super) is_nullable: bool,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) column_default: Option<String>,
    #[diesel(sql_type = Text)]
    pub(super) extra: String,
    #[diesel(sql_type = Bool)]
    pub(super) is_row_end: bool,
    #[diesel(sql_type = Text)]
    pub(super) comment: String,
}

#[derive(QueryableByName)]
pub(super) struct IndexPartRow {
    #[diesel(sql_type = Text)]
    pub(super) table_name: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Bool)]
    pub(super) is_unique: bool,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) column_name: Option<String>,
    /// How much of the column is in the index, where it is not all.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) prefix: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) expression: Option<String>,
}

#[derive(QueryableByName)]
pub(super) struct KeyPartRow {
    #[diesel(sql_type = Text)]
    pub(super) table_name: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) column_name: String,
    #[diesel(sql_type = Text)]
    pub(super) target_schema: String,
    #[diesel(sql_type = Text)]
    pub(super) target: String,
    #[diesel(sql_type = Text)]
    pub(super) target_column: String,
}

#[derive(QueryableByName)]
pub(super) struct KeyRuleRow {
    #[diesel(sql_type = Text)]
    pub(super) table_name: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) on_update: String,
    #[diesel(sql_type = Text)]
    pub(super) on_delete: String,
}

#[derive(QueryableByName)]
pub(super) struct CheckRow {
    #[diesel(sql_type = Text)]
    pub(super) table_name: String,
    #[diesel(sql_type = Text)]
    pub(super) clause: String,
}

pub(super) fn server<C: LoadConnection<Backend = Mysql>>(conn: &mut C) -> Result<Server, IntrospectError> {
    let sql = "SELECT DATABASE() AS name, VERSION() AS version, @@lower_case_table_names <> 0 AS tables_in_any_case";
    let row = sql_query(sql)
        .get_result::<ServerRow>(conn)
        .map_err(|error| IntrospectError::new("the version of the server".into(), error))?;
    let Some(database) = row.name else {
        let problem = "the connection has none; name it at the end of the URL";
        return Err(IntrospectError::new("the tables of a database".into(), problem));
    };
    let is_mariadb = row.version.to_lowercase().contains("mariadb");
    Ok(Server { database, is_mariadb, tables_in_any_case: row.tables_in_any_case })
}

impl Server {
    pub(super) fn tables<C: LoadConnection<Backend = Mysql>>(
        &self,
        conn: &mut C,
    ) -> Result<Vec<TableRow>, IntrospectError> {
        let sql = "SELECT TABLE_NAME AS name, TABLE_TYPE AS kind, COALESCE(TABLE_COMMENT, '') AS comment
                   FROM information_schema.TABLES
                   WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
                     AND TABLE_NAME <> '__diesel_schema_migrations'";
        self.load(conn, sql, "tables")
    }

    /// In the order of the database.
    pub(super) fn columns<C: LoadConnection<Backend = Mysql>>(
        &self,
        conn: &mut C,
    ) -> Result<Vec<ColumnRow>, IntrospectError> {
        let sql = "SELECT TABLE_NAME AS table_name, COLUMN_NAME AS name, COLUMN_TYPE AS column_type,
                          IS_NULLABLE = 'YES' AS is_nullable, COLUMN_DEFAULT AS column_default, EXTRA AS extra,
                          COALESCE(GENERATION_EXPRESSION = 'ROW END', FALSE) AS is_row_end, COLUMN_COMMENT AS comment
                   FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY ORDINAL_POSITION";
        self.load(conn, sql, "columns")
    }

    /// Those of one index in its order.
    pub(super) fn index_parts<C: LoadConnection<Backend = Mysql>>(
        &self,
        conn: &mut C,
    ) -> Result<Vec<IndexPartRow>, IntrospectError> {
        // MariaDB has no indexes over expressions, and no such column.
        let expression = if self.is_mariadb { "NULL" } else { "EXPRESSION" };
        let sql = format!(
            "SELECT TABLE_NAME AS table_name, INDEX_NAME AS name, NON_UNIQUE = 0 AS is_unique, COLUMN_NAME AS column_name,
                    SUB_PART AS prefix, {expression} AS expression
             FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() ORDER BY SEQ_IN_INDEX"
        );
        self.load(conn, &sql, "indexes")
    }

    /// Those of one foreign key in its order.
    pub(super) fn key_parts<C: LoadConnection<Backend = Mysql>>(
        &self,
        conn: &mut C,
    ) -> Result<Vec<KeyPartRow>, IntrospectError> {
        let sql = "SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS name, COLUMN_NAME AS column_name,
                          REFERENCED_TABLE_SCHEMA AS target_schema, REFERENCED_TABLE_NAME AS target,
                          REFERENCED_COLUMN_NAME AS target_column
                   FROM information_schema.KEY_COLUMN_USAGE
                   WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY ORDINAL_POSITION";
        self.load(conn, sql, "foreign keys")
    }

    /// What foreign keys do. Not joined with their columns by the server, which compares each with each, in any case.
    pub(super) fn key_rules<C: LoadConnection<Backend = Mysql>>(
        &self,
        conn: &mut C,
    ) -> Result<Vec<KeyRuleRow>, IntrospectError> {
        let sql = "SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS name, UPDATE_RULE AS on_update,
                          DELETE_RULE AS on_delete
                   FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()";
        self.load(conn, sql, "actions of foreign keys")
    }

    /// The conditions of MariaDB's tables. MySQL has a view of the same name, which does not say whose they are.
    pub(super) fn checks<C: LoadConnection<Backend = Mysql>>(
        &self,
        conn: &mut C,
    ) -> Result<Vec<CheckRow>, IntrospectError> {
        if !self.is_mariadb {
            return Ok(Vec::new());
        }
        let sql = "SELECT TABLE_NAME AS table_name, CHECK_CLAUSE AS clause
                   FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()";
        self.load(conn, sql, "checks")
    }

    fn load<C, R>(&self, conn: &mut C, sql: &str, what: &str) -> Result<Vec<R>, IntrospectError>
    where
        C: LoadConnection<Backend = Mysql>,
        R: QueryableByName<Mysql> + 'static,
    {
        sql_query(sql)
            .load(conn)
            .map_err(|error| IntrospectError::new(format!("the {what} of the database `{}`", self.database), error))
    }
}
