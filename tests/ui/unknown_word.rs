//! A word that `#[kinfolk(…)]` does not know.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(limit = 3)]
    comments: Vec<Comment>,
}

fn main() {}
