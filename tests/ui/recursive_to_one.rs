//! A recursive field over a relation to one row.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Row {
    id: i32,
    #[kinfolk(recursive)]
    parent: Vec<Row>,
}

fn main() {}
