//! Chinook, a real database with data: CamelCase names, a self-reference, a many_to_many. Its schema is generated and the
//! generated file reads it.
#![allow(unreachable_pub, reason = "a generated file")]

use diesel::{connection::SimpleConnection, prelude::*, sqlite::SqliteConnection};
use kinfolk::{
    backend::sqlite,
    codegen::{self, Config, Header},
    prelude::*,
};
use schema::{album, artist, customer, employee, playlist, track};
use std::{error::Error, fs, path::Path};

#[path = "chinook/schema.rs"]
mod schema;
#[path = "support/mod.rs"]
mod support;

#[derive(Debug, Queryable, Selectable, Model)]
#[diesel(table_name = artist)]
struct Artist {
    artist_id: i32,
    name: Option<String>,
}

#[derive(Debug, Clone, Queryable, Selectable, Model)]
#[diesel(table_name = track)]
struct Track {
    name: String,
}

#[derive(Debug, Projection)]
#[diesel(table_name = album)]
struct Album {
    title: String,
    #[kinfolk(order = track::track_id)]
    track: Vec<Track>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = artist)]
struct Discography {
    #[diesel(embed)]
    artist: Artist,
    #[kinfolk(order = album::title)]
    album: Vec<Album>,
}

#[derive(Debug, Clone, Queryable, Selectable, Model)]
#[diesel(table_name = employee)]
struct Employee {
    last_name: String,
}

#[derive(Debug, Projection)]
#[diesel(table_name = employee)]
struct Staff {
    last_name: String,
    reports_to: Option<Employee>,
    #[kinfolk(order = employee::last_name)]
    reports_to_employee: Vec<Employee>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = playlist)]
struct Playlist {
    name: Option<String>,
    track: Vec<Track>,
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

/// The same tables as another database has them, under names in another style: what is generated is the same, but for the
/// names in the database and these lines.
#[cfg(any(feature = "postgres", feature = "mysql"))]
fn the_schema_is_the_same_but_for(
    catalog: &kinfolk::catalog::Catalog,
    differences: &[(&str, &str)],
) -> Result<(), Box<dyn Error>> {
    let header = Header { source: "chinook.sql".into(), fingerprint: None };
    let generated = codegen::generate(catalog, &Config::default(), &header)?;
    assert_eq!(generated.notices, []);
    let is_name = |line: &&str| line.starts_with("#[sql_name") || line.starts_with("/// `");
    let lines = |text| str::lines(text).map(str::trim).filter(|line| !is_name(line)).collect::<Vec<_>>();
    let (expected, generated) = (lines(include_str!("chinook/schema.rs")), lines(&generated.text));
    assert_eq!(expected.len(), generated.len());
    let differing = expected.into_iter().zip(generated).filter(|(expected, generated)| expected != generated);
    assert_eq!(differing.collect::<Vec<_>>(), differences);
    Ok(())
}

#[cfg(feature = "postgres")]
#[test]
fn the_schema_is_the_same_on_postgres() -> Result<(), Box<dyn Error>> {
    let database = support::postgres::TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute(include_str!("chinook/postgres.sql"))?;
    let catalog = kinfolk::backend::postgres::introspect(&mut conn)?;
    // SQLite has no type that stores decimals as they are.
    let differences = [
        ("total -> Double,", "total -> Numeric,"),
        ("unit_price -> Double,", "unit_price -> Numeric,"),
        ("unit_price -> Double,", "unit_price -> Numeric,"),
    ];
    the_schema_is_the_same_but_for(&catalog, &differences)
}

#[cfg(feature = "mysql")]
#[test]
fn the_schema_is_the_same_on_mysql() -> Result<(), Box<dyn Error>> {
    let database = support::mysql::TestDatabase::new();
    let mut conn = database.connect();
    conn.batch_execute(include_str!("chinook/mysql.sql"))?;
    let catalog = kinfolk::backend::mysql::introspect(&mut conn)?;
    // Diesel tells the two types of MySQL apart; both are dates with times.
    let differences = [
        ("birth_date -> Nullable<Timestamp>,", "birth_date -> Nullable<Datetime>,"),
        ("hire_date -> Nullable<Timestamp>,", "hire_date -> Nullable<Datetime>,"),
        ("invoice_date -> Timestamp,", "invoice_date -> Datetime,"),
        ("total -> Double,", "total -> Numeric,"),
        ("unit_price -> Double,", "unit_price -> Numeric,"),
        ("unit_price -> Double,", "unit_price -> Numeric,"),
    ];
    the_schema_is_the_same_but_for(&catalog, &differences)
}

#[test]
fn its_tables_read_the_data() -> Result<(), Box<dyn Error>> {
    let conn = &mut chinook()?;
    let titles =
        album::table.filter(album::artist_id.eq(1)).order(album::title).select(album::title).load::<String>(conn)?;
    assert_eq!(titles, ["For Those About To Rock We Salute You", "Let There Be Rock"]);
    let without_boss = employee::table.filter(employee::reports_to.is_null()).count().get_result::<i64>(conn)?;
    assert_eq!(without_boss, 1);
    assert_eq!(schema::playlist_track::table.count().get_result::<i64>(conn)?, 8715);
    Ok(())
}

#[test]
fn its_relations_load_nested_rows() -> Result<(), Box<dyn Error>> {
    let conn = &mut chinook()?;
    let found: Vec<Discography> = Discography::query().filter(artist::name.eq("AC/DC")).load(conn)?;
    let [discography] = found.as_slice() else { return Err("one artist".into()) };
    assert_eq!(discography.artist.artist_id, 1);
    assert_eq!(discography.artist.name.as_deref(), Some("AC/DC"));
    let albums = discography.album.iter().map(|album| (album.title.as_str(), album.track.len()));
    assert_eq!(albums.collect::<Vec<_>>(), [("For Those About To Rock We Salute You", 10), ("Let There Be Rock", 8)]);
    assert_eq!(discography.album[1].track[0].name, "Go Down");

    let staff: Vec<Staff> = Staff::query().order(employee::employee_id).load(conn)?;
    let names = |employees: &[Employee]| employees.iter().map(|one| one.last_name.clone()).collect::<Vec<_>>();
    assert_eq!(staff[0].last_name, "Adams");
    assert!(staff[0].reports_to.is_none());
    assert_eq!(names(&staff[0].reports_to_employee), ["Edwards", "Mitchell"]);
    assert_eq!(staff[1].reports_to.as_ref().map(|boss| boss.last_name.as_str()), Some("Adams"));

    let playlists: Vec<Playlist> = Playlist::query().filter(playlist::playlist_id.eq(17)).load(conn)?;
    assert_eq!(playlists[0].name.as_deref(), Some("Heavy Metal Classic"));
    assert_eq!(playlists[0].track.len(), 26);
    Ok(())
}

#[test]
fn its_relations_join() -> Result<(), Box<dyn Error>> {
    let supported = customer::table
        .join(customer::rel::support_rep)
        .filter(employee::last_name.eq("Peacock"))
        .count()
        .get_result::<i64>(&mut chinook()?)?;
    assert_eq!(supported, 21);
    Ok(())
}
