//! An embedded model does not derive `Selectable`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Queryable, Model)]
#[diesel(table_name = users)]
struct Unselectable {
    id: i32,
}

#[derive(Projection)]
#[diesel(table_name = users)]
struct Row {
    #[diesel(embed)]
    user: Unselectable,
}

fn main() {}
