//! `top` on a recursive field.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Row {
    id: i32,
    #[kinfolk(recursive, top = 3)]
    replies: Vec<Row>,
}

fn main() {}
