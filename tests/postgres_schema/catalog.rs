//! What is read into the catalog, beyond what is generated from it.

use crate::support::postgres::TestDatabase;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::backend::postgres::introspect;
use kinfolk::catalog::{
    Action, Catalog, Column, ColumnType, Declared, Deferrable, ForeignKey, Generated, Identity, Index, IndexOrigin,
    OwnType, OwnTypeKind, QualifiedName, Table, TableKind,
};
use kinfolk::instrument::QueryCount;

fn audit(name: &str) -> QualifiedName<'_> {
    QualifiedName { schema: Some("audit"), name }
}

fn catalog() -> Catalog {
    let (_database, mut conn) = crate::database();
    introspect(&mut conn).unwrap()
}

fn table<'c>(catalog: &'c Catalog, name: impl Into<QualifiedName<'c>>) -> &'c Table {
    catalog.table(name).unwrap()
}

fn column<'t>(table: &'t Table, name: &str) -> &'t Column {
    table.column(name).unwrap()
}

#[test]
fn tables_of_all_schemas() {
    let catalog = catalog();
    assert_eq!(catalog.default_schema.as_deref(), Some("public"));
    let found = catalog.tables.iter().map(|table| (table.qualified().to_string(), table.kind)).collect::<Vec<_>>();
    let expected = [
        ("authors", TableKind::Table),
        ("books", TableKind::Table),
        ("numbers", TableKind::MaterializedView),
        ("sales", TableKind::Partitioned),
        ("shop", TableKind::View),
        ("audit.log", TableKind::Table),
        ("audit.readings", TableKind::Table),
        ("audit.remarks", TableKind::Table),
    ];
    assert_eq!(found, expected.map(|(name, kind)| (name.to_owned(), kind)));
    assert_eq!(table(&catalog, "books").comment.as_deref(), Some("What authors write."));
    assert_eq!(table(&catalog, "sales").primary_key, ["book_id", "day"]);
}

#[test]
fn columns_with_types_defaults_and_origins() {
    let catalog = catalog();
    let (authors, books) = (table(&catalog, "authors"), table(&catalog, "books"));
    let of =
        |column: &Column| (column.declared_type.clone(), column.default.clone(), column.identity, column.generated);
    let declared = |name: &str| name.to_owned();
    let default = |sql: &str| Some(sql.to_owned());
    assert_eq!(
        of(column(books, "id")),
        (declared("bigint"), default("nextval('books_id_seq'::regclass)"), Some(Identity::Sequence), None)
    );
    assert_eq!(of(column(authors, "number")), (declared("integer"), None, Some(Identity::Always), None));
    let log = table(&catalog, audit("log"));
    assert_eq!(of(column(log, "id")), (declared("integer"), None, Some(Identity::ByDefault), None));
    assert_eq!(of(column(books, "words")), (declared("tsvector"), None, None, Some(Generated::Stored)));
    assert_eq!(of(column(books, "price")), (declared("price"), default("0"), None, None));
    assert!(!column(books, "price").nullable && column(table(&catalog, "shop"), "price").nullable);
    assert_eq!(of(column(books, "old_slugs")), (declared("slug[]"), default("'{}'::slug[]"), None, None));
    assert_eq!(column(books, "place").sql_type, None);
    assert_eq!(column(books, "slug").sql_type, Some(ColumnType::Diesel("Text".into())));
    assert_eq!(
        column(log, "action").sql_type,
        Some(ColumnType::Own { schema: Some("audit".into()), name: "action".into() })
    );
    assert_eq!(column(books, "lent_for").comment.as_deref(), Some("how long readers may keep it"));
    assert!(column(books, "scores").nullable && !column(books, "details").nullable);
}

#[test]
fn indexes_with_their_kinds() {
    let catalog = catalog();
    let index = |name: &str| {
        let mut indexes = catalog.tables.iter().flat_map(|table| &table.indexes);
        indexes.find(|index| index.name == name).unwrap().clone()
    };
    let plain = Index {
        name: String::new(),
        columns: Vec::new(),
        expressions: Vec::new(),
        unique: false,
        nulls_not_distinct: false,
        partial: false,
        predicate: None,
        origin: IndexOrigin::Index,
    };
    let columns = |names: &[&str]| names.iter().map(|name| Some((*name).to_owned())).collect::<Vec<_>>();
    assert_eq!(
        index("books_author_id"),
        Index { name: "books_author_id".into(), columns: columns(&["author_id"]), ..plain.clone() },
        "what an index includes is no key"
    );
    assert_eq!(
        index("books_of_price"),
        Index {
            name: "books_of_price".into(),
            columns: vec![None, Some("price".into())],
            expressions: vec!["lower(slug::text)".into()],
            unique: true,
            partial: true,
            predicate: Some("(status = 'published'::status)".into()),
            ..plain.clone()
        }
    );
    let distinct = index("log_book_id_reader_id_action_key");
    assert!(distinct.unique && distinct.nulls_not_distinct);
    assert_eq!(
        (distinct.origin, distinct.columns),
        (IndexOrigin::Unique, columns(&["book_id", "reader_id", "action"]))
    );
    let key = index("readings_pkey");
    assert_eq!((key.origin, key.columns), (IndexOrigin::PrimaryKey, columns(&["book_id", "author_id"])));
    assert!(key.unique && !key.nulls_not_distinct);
}

#[test]
fn foreign_keys_with_their_schemas() {
    let catalog = catalog();
    let key = ForeignKey {
        name: Some("books_author_id_fkey".into()),
        columns: vec!["author_id".into()],
        target_schema: None,
        target: "authors".into(),
        target_columns: vec!["id".into()],
        on_delete: Action::Cascade,
        on_update: Action::NoAction,
        deferrable: Some(Deferrable::InitiallyDeferred),
    };
    assert_eq!(table(&catalog, "books").foreign_keys, [key]);
    let key = ForeignKey {
        name: Some("remarks_log_id_fkey".into()),
        columns: vec!["log_id".into()],
        target_schema: Some("audit".into()),
        target: "log".into(),
        target_columns: vec!["id".into()],
        on_delete: Action::NoAction,
        on_update: Action::NoAction,
        deferrable: None,
    };
    assert_eq!(table(&catalog, audit("remarks")).foreign_keys, [key]);
}

#[test]
fn types_of_its_own() {
    let own = |schema: Option<&str>, name: &str, kind, comment: Option<&str>| OwnType {
        schema: schema.map(str::to_owned),
        name: name.into(),
        kind,
        declared: Declared::ByName,
        comment: comment.map(str::to_owned),
    };
    let labels = |labels: &[&str]| OwnTypeKind::Enum { labels: labels.iter().map(|it| (*it).to_owned()).collect() };
    let fields = vec![("shelf".into(), "integer".into()), ("floor".into(), "smallint".into())];
    let expected = [
        own(None, "place", OwnTypeKind::Composite { fields }, None),
        own(None, "price", OwnTypeKind::Domain { base: "numeric(10,2)".into() }, None),
        own(None, "prices", OwnTypeKind::Range { of: "numeric".into() }, None),
        own(None, "slug", OwnTypeKind::Domain { base: "text".into() }, Some("A part of an address.")),
        own(None, "status", labels(&["draft", "in review", "published"]), Some("How far a book has come.")),
        own(Some("audit"), "action", labels(&["written", "read"]), None),
    ];
    assert_eq!(catalog().types, expected);
}

#[test]
fn the_search_path_says_which_schema_is_the_default() {
    let (_database, mut conn) = crate::database();
    let default = |conn: &mut PgConnection, path: &str| {
        conn.batch_execute(&format!("SET search_path = {path}")).unwrap();
        let catalog = introspect(conn).unwrap();
        let is_in_audit = catalog.tables.iter().find(|table| table.name == "log").unwrap().schema.is_none();
        (catalog.default_schema, is_in_audit)
    };
    assert_eq!(default(&mut conn, "missing, audit, public"), (Some("audit".into()), true));
    assert_eq!(default(&mut conn, "pg_catalog, public, audit"), (Some("public".into()), false));
    assert_eq!(default(&mut conn, "missing"), (None, false));
}

#[test]
fn names_are_never_part_of_a_statement() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let name = r#"a"b'c; DROP TABLE d; -- %s \ "#;
    let quoted = format!("\"{}\"", name.replace('"', "\"\""));
    // A table is a type of its name, too.
    let kind = quoted.replacen('"', "\"kind", 1);
    conn.batch_execute(&format!(
        "CREATE SCHEMA {quoted};
         CREATE TYPE {quoted}.{kind} AS ENUM ($$a'b$$);
         CREATE TABLE {quoted}.{quoted} ({quoted} {quoted}.{kind} PRIMARY KEY, again {quoted}.{kind} REFERENCES {quoted}.{quoted});
         CREATE INDEX ON {quoted}.{quoted} (({quoted} IS NULL))"
    ))
    .unwrap();
    let catalog = introspect(&mut conn).unwrap();
    let table = table(&catalog, QualifiedName { schema: Some(name), name });
    assert_eq!(table.primary_key, [name]);
    assert_eq!(table.foreign_keys[0].target().to_string(), format!("{name}.{name}"));
    let own = table.columns[0].sql_type.as_ref().unwrap().own().unwrap();
    assert_eq!(own.to_string(), format!("{name}.kind{name}"));
    assert!(catalog.own_type(own).is_some());
    assert_eq!(table.indexes.len(), 2);
}

#[test]
fn the_number_of_queries_does_not_depend_on_the_tables() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let count = QueryCount::new();
    count.install(&mut conn);
    introspect(&mut conn).unwrap();
    let of_none = count.queries();
    let tables = (0..200).map(|number| {
        format!(
            "CREATE TYPE e{number} AS ENUM ('a');
             CREATE TABLE t{number} (id int PRIMARY KEY, e e{number}[], t_id int UNIQUE REFERENCES t{before});",
            before = number / 2
        )
    });
    conn.batch_execute(&tables.collect::<String>()).unwrap();
    count.reset();
    let catalog = introspect(&mut conn).unwrap();
    assert_eq!((catalog.tables.len(), catalog.types.len()), (200, 200));
    assert_eq!((of_none, count.queries(), count.transactions()), (7, 7, 0));
}

#[test]
fn what_cannot_be_read_is_named() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute("BEGIN").unwrap();
    conn.batch_execute("SELECT 1 / 0").unwrap_err();
    let error = introspect(&mut conn).unwrap_err();
    assert!(error.to_string().starts_with("can't read the search path: current transaction is aborted"), "{error}");
}

#[test]
fn a_user_without_rights_reads_the_same() {
    let (_database, mut conn) = crate::database();
    let all = introspect(&mut conn).unwrap();
    // Roles belong to the whole server: never committed.
    let role = conn.transaction::<_, diesel::result::Error, _>(|conn| {
        conn.batch_execute("CREATE ROLE kinfolk_test_reader; SET LOCAL ROLE kinfolk_test_reader")?;
        let found = introspect(conn).unwrap();
        Ok((found, conn.batch_execute("RESET ROLE; DROP ROLE kinfolk_test_reader")?))
    });
    let (found, ()) = role.unwrap();
    assert_eq!(found, all);
}
