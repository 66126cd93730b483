//! A `Vec` for a relation to one row or none.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = users)]
struct Row {
    profile: Vec<Profile>,
}

fn main() {}
