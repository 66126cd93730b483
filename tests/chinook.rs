//! Chinook, a real database with data: CamelCase names, a self-reference, a many_to_many. Its schema is generated and the
//! tables of the generated file read it.
#![allow(unreachable_pub, reason = "a generated file")]

use diesel::{connection::SimpleConnection, prelude::*, sqlite::SqliteConnection};
use kinfolk::{
    backend::sqlite,
    codegen::{self, Config, Header},
};
use std::{error::Error, fs, path::Path};

/// Stands in for the macro of kinfolk: this file is about the tables.
mod tables_only {
    macro_rules! relations {
        ($($tokens:tt)*) => {};
    }
    pub(crate) use relations;
}

mod schema {
    use crate::tables_only as kinfolk;
    include!("chinook/schema.rs");
}

fn chinook() -> Result<SqliteConnection, Box<dyn Error>> {
    let mut conn = SqliteConnection::establish(":memory:")?;
    conn.batch_execute(include_str!("chinook/chinook.sql"))?;
    Ok(conn)
}

#[test]
fn the_schema_is_generated() -> Result<(), Box<dyn Error>> {
    let catalog = sqlite::introspect(&mut chinook()?)?;
    let header = Header { source: "chinook.sql".into(), fingerprint: None };
    let generated = codegen::generate(&catalog, &Config::default(), &header)?;
    assert_eq!(generated.notices, []);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chinook/schema.rs");
    if std::env::var_os("KINFOLK_BLESS").is_some() {
        fs::write(&file, &generated.text)?;
    }
    assert_eq!(fs::read_to_string(&file)?, generated.text);
    Ok(())
}

#[test]
fn its_tables_read_the_data() -> Result<(), Box<dyn Error>> {
    use schema::tables::{album, employee, playlist_track};

    let conn = &mut chinook()?;
    let titles =
        album::table.filter(album::artist_id.eq(1)).order(album::title).select(album::title).load::<String>(conn)?;
    assert_eq!(titles, ["For Those About To Rock We Salute You", "Let There Be Rock"]);
    let without_boss = employee::table.filter(employee::reports_to.is_null()).count().get_result::<i64>(conn)?;
    assert_eq!(without_boss, 1);
    assert_eq!(playlist_track::table.count().get_result::<i64>(conn)?, 8715);
    Ok(())
}
