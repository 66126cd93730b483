//! One model for a many-to-many relation.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    tags: Tag,
}

fn main() {}
