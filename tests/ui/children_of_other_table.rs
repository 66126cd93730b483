//! Models of another table in a `Vec`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    comments: Vec<User>,
}

fn main() {}
