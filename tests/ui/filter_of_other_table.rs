//! A derive attribute filters by a table that is not the relation's.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(filter = users::name.eq("Ann"))]
    comments: Vec<Comment>,
}

fn main() {}
