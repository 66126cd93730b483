//! An `Option` for a relation to many rows.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    comments: Option<Comment>,
}

fn main() {}
