//! No `Option` for a foreign key that can be NULL.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    editor: User,
}

fn main() {}
