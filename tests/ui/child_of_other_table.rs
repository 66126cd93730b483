//! A model of another table than the one the relation leads to.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Tag,
}

fn main() {}
