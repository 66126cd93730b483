//! The child of a relation does not derive `Selectable`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Queryable, Model)]
#[diesel(table_name = users)]
struct Unselectable {
    id: i32,
}

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Unselectable,
}

fn main() {}
