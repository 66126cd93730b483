//! A filter that is a number.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(filter = comments::id)]
    comments: Vec<Comment>,
}

fn main() {}
