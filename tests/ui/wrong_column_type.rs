//! A column of the wrong Rust type.
use blog::*;
use diesel::prelude::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    title: i32,
}

fn main() {}
