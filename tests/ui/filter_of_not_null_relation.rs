//! A derive attribute filters a relation that always has a row.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(filter = users::name.eq("Ann"))]
    author: User,
}

fn main() {}
