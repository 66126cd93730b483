//! A row that several parents may share is not `Clone`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Queryable, Selectable, Model)]
#[diesel(table_name = users)]
struct Author {
    id: i32,
}

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Author,
}

fn main() {}
