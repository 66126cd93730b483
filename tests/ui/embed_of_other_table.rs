//! An embedded model of another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[diesel(embed)]
    author: User,
}

fn main() {}
