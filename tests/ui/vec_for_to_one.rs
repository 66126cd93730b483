//! A `Vec` for a relation to one row.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Vec<User>,
}

fn main() {}
