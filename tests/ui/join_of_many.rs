//! `join` on a relation to many rows.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(join)]
    comments: Vec<Comment>,
}

fn main() {}
