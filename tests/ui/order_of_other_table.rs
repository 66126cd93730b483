//! A derive attribute orders by a table that is not the relation's.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(order = users::name.asc())]
    comments: Vec<Comment>,
}

fn main() {}
