//! What MariaDB has and MySQL has not.

use diesel::prelude::*;
use kinfolk::backend::mysql;
use kinfolk::types::Uuid;

diesel::table! {
    orders (id) {
        id -> kinfolk::types::sql::Uuid,
        parent_id -> Nullable<kinfolk::types::sql::Uuid>,
        token -> kinfolk::types::sql::Uuid,
        host -> Text,
    }
}

#[test]
fn its_uuids_are_uuids() -> QueryResult<()> {
    let (_database, mut conn) = crate::database(
        "CREATE TABLE orders (
             id UUID PRIMARY KEY, parent_id UUID, token BINARY(16) NOT NULL, host INET6 NOT NULL,
             FOREIGN KEY (parent_id) REFERENCES orders (id)
         )",
    );
    let conn = &mut conn;
    let id = |number| Uuid::from(uuid::Uuid::from_u128(number));
    let rows = [
        (id(1), None, id(3), "::1".to_owned()),
        (id(u128::MAX / 3), Some(id(1)), id(u128::MAX), "fe80::1:2".to_owned()),
        // The bytes of a text of 16 characters.
        (id(u128::from_be_bytes(*b"0123456789abcdef")), Some(id(1)), id(0), "::".to_owned()),
    ];
    for (id, parent, token, host) in &rows {
        let values = (orders::id.eq(id), orders::parent_id.eq(parent), orders::token.eq(token), orders::host.eq(host));
        diesel::insert_into(orders::table).values(values).execute(conn)?;
    }
    for row in &rows {
        type Row = (Uuid, Option<Uuid>, Uuid, String);
        assert_eq!(orders::table.find(row.0).first::<Row>(conn)?, *row);
        assert_eq!(orders::table.filter(orders::token.eq(row.2)).first::<Row>(conn)?, *row);
    }
    let children = orders::table.filter(orders::parent_id.eq_any([id(1), id(2)])).count();
    assert_eq!(children.get_result::<i64>(conn)?, 2);
    Ok(())
}

#[test]
fn keys_of_tables_with_versions_are_those_of_rows_that_are() {
    let (_database, mut conn) = crate::database(
        "CREATE TABLE users (
             id INT PRIMARY KEY, name VARCHAR(9) UNIQUE,
             since TIMESTAMP(6) GENERATED ALWAYS AS ROW START, until TIMESTAMP(6) GENERATED ALWAYS AS ROW END,
             PERIOD FOR SYSTEM_TIME (since, until)
         ) WITH SYSTEM VERSIONING",
    );
    let catalog = mysql::introspect(&mut conn).unwrap();
    let users = catalog.table("users").unwrap();
    assert_eq!(users.primary_key, ["id"]);
    assert!(users.is_unique(&["name"]));
    assert!(!users.is_unique(&["until"]));
}
