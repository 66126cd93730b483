//! What PostgreSQL tells about itself: its system catalogs as Diesel rows, one query for each kind of thing, whatever the
//! number of tables.
//!
//! Things are told apart by their oids, so that names need no quoting and no search path can get in the way.

use crate::catalog::IntrospectError;
use diesel::{
    connection::LoadConnection,
    deserialize::QueryableByName,
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Nullable, Oid, Text},
};

#[derive(QueryableByName)]
struct SchemaRow {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

#[derive(QueryableByName)]
pub(super) struct TableRow {
    #[diesel(sql_type = Oid)]
    pub(super) oid: u32,
    #[diesel(sql_type = Text)]
    pub(super) schema: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) comment: Option<String>,
}

#[derive(QueryableByName)]
pub(super) struct ColumnRow {
    #[diesel(sql_type = Oid)]
    pub(super) table: u32,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Oid)]
    pub(super) type_oid: u32,
    #[diesel(sql_type = Text)]
    pub(super) declared_type: String,
    #[diesel(sql_type = Bool)]
    pub(super) not_null: bool,
    #[diesel(sql_type = Text)]
    pub(super) identity: String,
    #[diesel(sql_type = Text)]
    pub(super) generated: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) default: Option<String>,
    #[diesel(sql_type = Bool)]
    pub(super) owns_sequence: bool,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) comment: Option<String>,
}

#[derive(QueryableByName)]
pub(super) struct IndexRow {
    #[diesel(sql_type = Oid)]
    pub(super) table: u32,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Array<Nullable<Text>>)]
    pub(super) columns: Vec<Option<String>>,
    #[diesel(sql_type = Array<Text>)]
    pub(super) expressions: Vec<String>,
    #[diesel(sql_type = Bool)]
    pub(super) unique: bool,
    #[diesel(sql_type = Bool)]
    pub(super) nulls_not_distinct: bool,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) predicate: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) constraint: Option<String>,
}

#[derive(QueryableByName)]
pub(super) struct ForeignKeyRow {
    #[diesel(sql_type = Oid)]
    pub(super) table: u32,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Array<Text>)]
    pub(super) columns: Vec<String>,
    #[diesel(sql_type = Text)]
    pub(super) target_schema: String,
    #[diesel(sql_type = Text)]
    pub(super) target: String,
    #[diesel(sql_type = Array<Text>)]
    pub(super) target_columns: Vec<String>,
    #[diesel(sql_type = Text)]
    pub(super) on_delete: String,
    #[diesel(sql_type = Text)]
    pub(super) on_update: String,
    #[diesel(sql_type = Bool)]
    pub(super) deferrable: bool,
    #[diesel(sql_type = Bool)]
    pub(super) deferred: bool,
}

/// A type that a column has, or one that such a type is made of.
#[derive(QueryableByName)]
pub(super) struct TypeRow {
    #[diesel(sql_type = Oid)]
    pub(super) oid: u32,
    #[diesel(sql_type = Text)]
    pub(super) schema: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    /// Of an array, the type of its elements; of a domain, the type that it is based on.
    #[diesel(sql_type = Nullable<Oid>)]
    pub(super) of: Option<u32>,
    #[diesel(sql_type = Bool)]
    pub(super) not_null: bool,
}

#[derive(QueryableByName)]
pub(super) struct OwnTypeRow {
    #[diesel(sql_type = Text)]
    pub(super) schema: String,
    #[diesel(sql_type = Text)]
    pub(super) name: String,
    #[diesel(sql_type = Text)]
    pub(super) kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) of: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    pub(super) labels: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub(super) fields: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    pub(super) field_types: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) comment: Option<String>,
}

/// The schemas that are not PostgreSQL's own; names with `pg_` in front are reserved for those.
const OF_USERS: &str = r"nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'";

/// That an extension does not own a row of a system catalog.
fn is_no_extensions(catalog: &str, oid: &str) -> String {
    format!(
        "NOT EXISTS (SELECT FROM pg_depend AS d
                     WHERE d.classid = '{catalog}'::regclass AND d.objid = {oid} AND d.deptype = 'e')"
    )
}

/// The tables and views to read: not those of extensions, and not the partitions of others.
fn read_tables() -> String {
    format!(
        "SELECT c.oid, n.nspname, c.relname, c.relkind
         FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND {OF_USERS}
           AND c.relname <> '__diesel_schema_migrations' AND {}",
        is_no_extensions("pg_class", "c.oid")
    )
}

/// The first schema of the search path that a user can have tables in, if there is one.
pub(super) fn default_schema<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Option<String>, IntrospectError> {
    let sql = format!(
        "SELECT (SELECT nspname::text FROM unnest(current_schemas(false)) WITH ORDINALITY AS path (nspname, place)
                 WHERE {OF_USERS} ORDER BY place LIMIT 1) AS name"
    );
    let rows = load::<SchemaRow, _>(conn, &sql, "the search path")?;
    Ok(rows.into_iter().find_map(|row| row.name))
}

pub(super) fn tables<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Vec<TableRow>, IntrospectError> {
    let tables = read_tables();
    let sql = format!(
        "SELECT oid, nspname::text AS schema, relname::text AS name, relkind::text AS kind,
                obj_description(oid, 'pg_class') AS comment
         FROM ({tables}) AS t"
    );
    load(conn, &sql, "the list of tables")
}

/// A column without a default of its own has that of its domain.
pub(super) fn columns<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Vec<ColumnRow>, IntrospectError> {
    let tables = read_tables();
    let sql = format!(
        r#"SELECT t.oid AS "table", a.attname::text AS name, a.atttypid AS type_oid,
                  format_type(a.atttypid, a.atttypmod) AS declared_type, a.attnotnull AS not_null,
                  a.attidentity::text AS identity, a.attgenerated::text AS generated,
                  COALESCE(pg_get_expr(e.adbin, e.adrelid),
                           (SELECT typdefault FROM pg_type WHERE oid = a.atttypid AND typtype = 'd')) AS "default",
                  EXISTS (SELECT FROM pg_depend AS d JOIN pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
                          WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                            AND d.refobjid = t.oid AND d.refobjsubid = a.attnum AND d.deptype = 'a') AS owns_sequence,
                  col_description(t.oid, a.attnum) AS comment
           FROM ({tables}) AS t
           JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
           LEFT JOIN pg_attrdef AS e ON e.adrelid = t.oid AND e.adnum = a.attnum
           ORDER BY t.oid, a.attnum"#
    );
    load(conn, &sql, "columns")
}

/// What an unfinished `CREATE INDEX CONCURRENTLY` left behind promises nothing. `nulls_not_distinct` is there since
/// PostgreSQL 15, and a row as JSON can be asked for a column that it lacks.
pub(super) fn indexes<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Vec<IndexRow>, IntrospectError> {
    let tables = read_tables();
    let sql = format!(
        r#"SELECT t.oid AS "table", c.relname::text AS name, i.indisunique AS "unique",
                  ARRAY(SELECT a.attname::text FROM generate_series(0, i.indnkeyatts - 1) AS place
                        LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = i.indkey[place]
                        ORDER BY place) AS columns,
                  ARRAY(SELECT pg_get_indexdef(c.oid, place, true) FROM generate_series(1, i.indnkeyatts) AS place
                        WHERE i.indkey[place - 1] = 0 ORDER BY place) AS expressions,
                  COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
                  pg_get_expr(i.indpred, t.oid) AS predicate,
                  (SELECT k.contype::text FROM pg_constraint AS k
                   WHERE k.conindid = c.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u')) AS "constraint"
           FROM ({tables}) AS t
           JOIN pg_index AS i ON i.indrelid = t.oid AND i.indisvalid
           JOIN pg_class AS c ON c.oid = i.indexrelid"#
    );
    load(conn, &sql, "indexes")
}

/// In the order in which they were declared. Those that PostgreSQL adds for the partitions of a target have a parent.
pub(super) fn foreign_keys<C: LoadConnection<Backend = Pg>>(
    conn: &mut C,
) -> Result<Vec<ForeignKeyRow>, IntrospectError> {
    let tables = read_tables();
    let names = |columns: &str, table: &str| {
        format!(
            "ARRAY(SELECT a.attname::text FROM unnest({columns}) WITH ORDINALITY AS part (attnum, place)
                   JOIN pg_attribute AS a ON a.attrelid = {table} AND a.attnum = part.attnum ORDER BY place)"
        )
    };
    let sql = format!(
        r#"SELECT t.oid AS "table", k.conname::text AS name, {columns} AS columns,
                  n.nspname::text AS target_schema, c.relname::text AS target, {target_columns} AS target_columns,
                  k.confdeltype::text AS on_delete, k.confupdtype::text AS on_update,
                  k.condeferrable AS "deferrable", k.condeferred AS "deferred"
           FROM ({tables}) AS t
           JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'f' AND k.conparentid = 0
           JOIN pg_class AS c ON c.oid = k.confrelid
           JOIN pg_namespace AS n ON n.oid = c.relnamespace
           ORDER BY t.oid, k.oid"#,
        columns = names("k.conkey", "t.oid"),
        target_columns = names("k.confkey", "c.oid"),
    );
    load(conn, &sql, "foreign keys")
}

/// The types of columns, and those that arrays and domains among them are made of.
pub(super) fn types<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Vec<TypeRow>, IntrospectError> {
    let tables = read_tables();
    let sql = format!(
        r#"WITH RECURSIVE described AS (
               SELECT t.oid, n.nspname, t.typname, t.typtype, t.typnotnull,
                      CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE e.oid END AS "of"
               FROM pg_type AS t
               JOIN pg_namespace AS n ON n.oid = t.typnamespace
               LEFT JOIN pg_type AS e ON e.oid = t.typelem AND e.typarray = t.oid
           ), used AS (
               SELECT * FROM described WHERE oid IN (
                   SELECT a.atttypid FROM ({tables}) AS t
                   JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped)
               UNION
               SELECT d.* FROM used JOIN described AS d ON d.oid = used."of"
           )
           SELECT oid, nspname::text AS schema, typname::text AS name, typtype::text AS kind, "of",
                  typnotnull AS not_null
           FROM used"#
    );
    load(conn, &sql, "the types of columns")
}

/// A table is a type, too; these are declared as types.
pub(super) fn own_types<C: LoadConnection<Backend = Pg>>(conn: &mut C) -> Result<Vec<OwnTypeRow>, IntrospectError> {
    let fields = |field: &str| {
        format!(
            "ARRAY(SELECT {field} FROM pg_attribute AS a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)"
        )
    };
    let sql = format!(
        r#"SELECT n.nspname::text AS schema, t.typname::text AS name, t.typtype::text AS kind,
                  CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod)
                                 WHEN 'r' THEN format_type(r.rngsubtype, NULL) END AS "of",
                  ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels,
                  {names} AS fields, {types} AS field_types, obj_description(t.oid, 'pg_type') AS comment
           FROM pg_type AS t
           JOIN pg_namespace AS n ON n.oid = t.typnamespace
           LEFT JOIN pg_class AS c ON c.oid = t.typrelid AND c.relkind = 'c'
           LEFT JOIN pg_range AS r ON r.rngtypid = t.oid
           WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.oid IS NOT NULL) AND {OF_USERS}
             AND {is_own}"#,
        names = fields("a.attname::text"),
        types = fields("format_type(a.atttypid, a.atttypmod)"),
        is_own = is_no_extensions("pg_type", "t.oid"),
    );
    load(conn, &sql, "the list of types")
}

fn load<R, C>(conn: &mut C, sql: &str, what: &str) -> Result<Vec<R>, IntrospectError>
where
    R: QueryableByName<Pg> + 'static,
    C: LoadConnection<Backend = Pg>,
{
    sql_query(sql).load(conn).map_err(|error| IntrospectError::new(what.into(), error))
}
