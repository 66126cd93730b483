//! A relation that starts at another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = users)]
struct Row {
    #[kinfolk(rel = articles::rel::comments)]
    articles: Vec<Comment>,
}

fn main() {}
