//! `top` with a text.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(top = "3")]
    comments: Vec<Comment>,
}

fn main() {}
