//! A column of the wrong Rust type.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    title: i32,
}

fn main() {}
