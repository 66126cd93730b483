//! The child of a relation does not derive `Model`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
struct Plain {
    id: i32,
}

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Plain,
}

fn main() {}
