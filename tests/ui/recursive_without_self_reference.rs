//! A recursive field over a relation that leads to another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Projection)]
#[diesel(table_name = articles)]
struct Row {
    id: i32,
    #[kinfolk(recursive)]
    comments: Vec<Row>,
}

fn main() {}
