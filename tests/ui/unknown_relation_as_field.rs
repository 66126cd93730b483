//! A field that is neither a column nor a relation.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    writer: User,
}

fn main() {}
