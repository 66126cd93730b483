//! What of a catalog is not seen in `schema.rs`.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::backend::mysql;
use kinfolk::catalog::{Action, Catalog, Declared, Generated, Identity, IndexOrigin, OwnTypeKind, Table, TableKind};
use kinfolk::instrument::QueryCount;

fn introspect(conn: &mut MysqlConnection) -> Catalog {
    mysql::introspect(conn).unwrap()
}

fn library() -> Catalog {
    introspect(&mut crate::library().1)
}

#[test]
fn columns_say_what_fills_them() {
    let catalog = library();
    let books = catalog.table("books").unwrap();
    let id = books.column("id").unwrap();
    assert_eq!((id.identity, id.default.as_deref(), id.nullable), (Some(Identity::AutoIncrement), None, false));
    let default = |name: &str| books.column(name).unwrap().default.as_deref();
    assert_eq!(default("status"), Some("'draft'"));
    assert_eq!(default("place"), Some("b'0'"));
    assert_eq!(default("is_lent"), Some("0"));
    // That a column which can be NULL is NULL without a value goes without saying.
    assert_eq!(default("note"), None);
    assert!(default("touched_at").unwrap().eq_ignore_ascii_case("current_timestamp(3)"));
    let length = books.column("length").unwrap();
    assert_eq!((length.generated, length.can_be_omitted()), (Some(Generated::Stored), true));
    assert!(!books.column("title").unwrap().can_be_omitted());
    // A view repeats defaults that do nothing there.
    assert!(catalog.table("shop").unwrap().columns.iter().all(|column| column.default.is_none()));
    assert_eq!(catalog.table("shop").unwrap().kind, TableKind::View);
}

#[test]
fn declared_types_are_those_of_any_server() {
    let catalog = library();
    let books = catalog.table("books").unwrap();
    let declared = |name: &str| books.column(name).unwrap().declared_type.as_str();
    assert_eq!(declared("id"), "bigint unsigned");
    assert_eq!(declared("pages"), "mediumint unsigned");
    assert_eq!(declared("is_lent"), "tinyint(1)");
    assert_eq!(declared("year"), "year");
    assert_eq!(declared("details"), "json");
    assert_eq!(declared("price"), "decimal(10,2) unsigned");
}

#[test]
fn enums_and_sets_are_types_of_their_columns() {
    let catalog = library();
    let names = catalog.types.iter().map(|own| own.name.as_str()).collect::<Vec<_>>();
    let expected = ["books.flags", "books.old_status", "books.status", "numbers.status", "remarks.kind", "shop.status"];
    assert_eq!(names, expected);
    let status = catalog.own_type("books.status").unwrap();
    let labels = ["draft", "in review", "it's out"].map(str::to_owned).to_vec();
    assert_eq!(status.kind, OwnTypeKind::Enum { labels });
    assert_eq!(status.declared, Declared::AtColumn);
    assert_eq!(status.comment.as_deref(), Some("how far it has come"));
    let labels = ["pinned", "on loan"].map(str::to_owned).to_vec();
    assert_eq!(catalog.own_type("books.flags").unwrap().kind, OwnTypeKind::Set { labels });
}

#[test]
fn indexes_know_whole_columns_and_parts() {
    let catalog = library();
    let books = catalog.table("books").unwrap();
    let index = |name: &str| books.indexes.iter().find(|index| index.name == name).unwrap();
    let title = index("books_title");
    assert_eq!(
        (title.columns.as_slice(), title.expressions.as_slice()),
        (&[None][..], &["`title`(20)".to_owned()][..])
    );
    assert_eq!((title.unique, title.origin), (true, IndexOrigin::Unique));
    assert!(!books.is_unique(&["title"]));
    let shelf = index("books_shelf");
    assert_eq!(shelf.columns, [Some("floor".to_owned()), Some("shelf".to_owned())]);
    assert_eq!((shelf.unique, shelf.origin), (false, IndexOrigin::Index));
    assert_eq!(index("PRIMARY").origin, IndexOrigin::PrimaryKey);
    assert_eq!(catalog.table("chapters").unwrap().primary_key, ["book_id", "number"]);
}

#[test]
fn foreign_keys_keep_their_columns_together() {
    let catalog = library();
    let [key] = catalog.table("remarks").unwrap().foreign_keys.as_slice() else {
        panic!("one foreign key");
    };
    assert_eq!(key.name.as_deref(), Some("remarks_ibfk_1"));
    assert_eq!(
        (key.columns.as_slice(), key.target.as_str()),
        (&["book_id".to_owned(), "number".to_owned()][..], "chapters")
    );
    assert_eq!(key.target_columns, ["book_id", "number"]);
    assert_eq!((key.on_delete, key.on_update, key.deferrable), (Action::NoAction, Action::NoAction, None));
    assert_eq!(catalog.table("chapters").unwrap().foreign_keys[0].on_delete, Action::Cascade);
}

#[test]
fn names_that_differ_by_case_are_two() {
    let (_database, mut conn) = crate::database(
        "CREATE TABLE users (id INT PRIMARY KEY, CONSTRAINT self FOREIGN KEY (id) REFERENCES users (id) ON DELETE CASCADE);
         CREATE TABLE Users (Id INT PRIMARY KEY, other INT, UNIQUE (other),
                             CONSTRAINT self_2 FOREIGN KEY (other) REFERENCES users (ID) ON DELETE SET NULL);",
    );
    let catalog = introspect(&mut conn);
    let [capital, small] = catalog.tables.as_slice() else {
        panic!("two tables");
    };
    assert_eq!((capital.name.as_str(), small.name.as_str()), ("Users", "users"));
    let of = |table: &Table| {
        let keys = table.foreign_keys.iter();
        keys.map(|key| (key.columns.clone(), key.target.clone(), key.target_columns.clone(), key.on_delete))
            .collect::<Vec<_>>()
    };
    let key = |column: &str, action| (vec![column.to_owned()], "users".to_owned(), vec!["id".to_owned()], action);
    assert_eq!(of(capital), [key("other", Action::SetNull)]);
    assert_eq!(of(small), [key("id", Action::Cascade)]);
    assert_eq!((capital.columns.len(), capital.indexes.len()), (2, 2));
}

#[test]
fn other_databases_are_not_read() {
    let (_other, mut conn) =
        crate::database("CREATE TABLE items (id INT PRIMARY KEY); CREATE TABLE orders (id INT PRIMARY KEY)");
    let (other, _) = (_other.name().to_owned(), introspect(&mut conn));
    let (_database, mut conn) = crate::database(&format!(
        "CREATE TABLE orders (id INT PRIMARY KEY, item_id INT, FOREIGN KEY (item_id) REFERENCES {other}.items (id))"
    ));
    let catalog = introspect(&mut conn);
    let [orders] = catalog.tables.as_slice() else {
        panic!("one table");
    };
    assert_eq!(orders.columns.len(), 2);
    assert_eq!(orders.foreign_keys[0].target_schema.as_deref(), Some(other.as_str()));
    // Before the other database is dropped.
    conn.batch_execute("DROP TABLE orders").unwrap();
}

#[test]
fn the_number_of_queries_is_that_of_an_empty_database() {
    let (_database, mut conn) = crate::database("DO 0");
    let count = QueryCount::new();
    count.install(&mut conn);
    assert_eq!(introspect(&mut conn), Catalog::default());
    let empty = count.queries();
    conn.batch_execute(include_str!("schema.sql")).unwrap();
    count.reset();
    assert_eq!(introspect(&mut conn).tables.len(), 7);
    assert_eq!((empty, count.queries()), (7, 7));
}

#[test]
fn a_connection_without_a_database_is_an_error() {
    let (_database, mut conn) = crate::database("DO 0");
    conn.batch_execute("CREATE DATABASE kinfolk_test_gone; USE kinfolk_test_gone; DROP DATABASE kinfolk_test_gone")
        .unwrap();
    let error = mysql::introspect(&mut conn).unwrap_err();
    let expected = "can't read the tables of a database: the connection has none; name it at the end of the URL";
    assert_eq!(error.to_string(), expected);
}
