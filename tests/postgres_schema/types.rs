//! The Diesel type of each of PostgreSQL's types: it is called what the catalog says, and is the type that Diesel means.

use crate::support::postgres::TestDatabase;
use diesel::connection::SimpleConnection;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::*;
use kinfolk::backend::postgres::introspect;
use kinfolk::catalog::ColumnType;

#[derive(QueryableByName)]
struct Type {
    #[diesel(sql_type = Oid)]
    oid: u32,
    #[diesel(sql_type = Oid)]
    of_array: u32,
}

fn actual(conn: &mut PgConnection, sql: &str) -> Type {
    let query = format!("SELECT oid, typarray AS of_array FROM pg_type WHERE oid = '{sql}'::regtype");
    diesel::sql_query(query).get_result(conn).unwrap()
}

fn read(conn: &mut PgConnection, sql: &str) -> [Option<ColumnType>; 2] {
    conn.batch_execute(&format!("CREATE TABLE t (a {sql}, b {sql}[])")).unwrap();
    let catalog = introspect(conn).unwrap();
    conn.batch_execute("DROP TABLE t").unwrap();
    [0, 1].map(|place| catalog.tables[0].columns[place].sql_type.clone())
}

fn as_written(name: &str) -> [Option<ColumnType>; 2] {
    let one = ColumnType::Diesel(name.replace(' ', ""));
    [Some(one.clone()), Some(ColumnType::Array(Box::new(one)))]
}

macro_rules! same {
    ($conn:expr, $($sql:literal => $diesel:ty),* $(,)?) => {$(
        assert_eq!(read($conn, $sql), as_written(stringify!($diesel)), "{}", $sql);
        let expected = actual($conn, $sql);
        let oid = <Pg as HasSqlType<$diesel>>::metadata($conn).oid().unwrap();
        let of_array = <Pg as HasSqlType<Array<$diesel>>>::metadata($conn).oid().unwrap();
        assert_eq!((oid, of_array), (expected.oid, expected.of_array), "{}", $sql);
    )*};
}

#[test]
fn each_type_is_the_one_that_diesel_means() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute("CREATE EXTENSION citext").unwrap();
    same!(
        &mut conn,
        "boolean" => Bool, "smallint" => SmallInt, "integer" => Integer, "bigint" => BigInt, "oid" => Oid,
        "real" => Float, "double precision" => Double, "numeric" => Numeric, "money" => Money,
        "text" => Text, "\"char\"" => CChar, "citext" => Citext, "bytea" => Binary,
        "date" => Date, "time" => Time, "timestamp" => Timestamp, "timestamptz" => Timestamptz, "interval" => Interval,
        "uuid" => Uuid, "json" => Json, "jsonb" => Jsonb, "pg_lsn" => PgLsn,
        "inet" => Inet, "cidr" => Cidr, "macaddr" => MacAddr, "macaddr8" => MacAddr8,
        "int4range" => Range<Integer>, "int8range" => Range<BigInt>, "numrange" => Range<Numeric>,
        "daterange" => Range<Date>, "tsrange" => Range<Timestamp>, "tstzrange" => Range<Timestamptz>,
        "int4multirange" => Multirange<Integer>, "int8multirange" => Multirange<BigInt>,
        "nummultirange" => Multirange<Numeric>, "datemultirange" => Multirange<Date>,
        "tsmultirange" => Multirange<Timestamp>, "tstzmultirange" => Multirange<Timestamptz>,
    );
}

/// Diesel reads and writes them as text.
#[test]
fn other_types_of_text_are_text() {
    let database = TestDatabase::new();
    for sql in ["varchar", "varchar(10)", "char(10)", "name"] {
        let conn = &mut database.connect();
        assert_eq!(read(conn, sql), as_written("Text"), "{sql}");
        conn.batch_execute(&format!("CREATE TABLE others (a {sql})")).unwrap();
        diesel::insert_into(others::table).values(others::a.eq("so")).execute(conn).unwrap();
        let found = others::table.filter(others::a.eq("so")).select(others::a).first::<String>(conn).unwrap();
        assert_eq!(found.trim_end(), "so", "{sql}");
        conn.batch_execute("DROP TABLE others").unwrap();
    }
}

diesel::table! {
    others (a) {
        a -> Text,
    }
}
