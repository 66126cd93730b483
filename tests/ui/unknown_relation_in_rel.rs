//! A relation that the table has not, in an attribute.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(rel = writer)]
    writer: User,
}

fn main() {}
