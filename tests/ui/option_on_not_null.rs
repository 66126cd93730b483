//! An `Option` for a foreign key that is NOT NULL.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Option<User>,
}

fn main() {}
