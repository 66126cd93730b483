//! A column of the wrong Rust type.
extern crate diesel;

use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    title: i32,
}

fn main() {}
