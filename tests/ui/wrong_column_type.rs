//! A column of the wrong Rust type.
extern crate diesel;

use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
struct Row {
    title: i32,
}

fn main() {}
