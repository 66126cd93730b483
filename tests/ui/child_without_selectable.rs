//! The child of a relation does not derive `Selectable`.
use blog::*;

#[derive(Clone, Queryable, Model)]
#[diesel(table_name = users)]
struct Unselectable {
    id: i32,
}

#[derive(Projection)]
#[diesel(table_name = articles)]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
struct Row {
    author: Unselectable,
}

fn main() {}
