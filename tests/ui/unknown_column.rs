//! A model with a field that is no column.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Model)]
#[diesel(table_name = articles)]
struct Row {
    headline: String,
}

fn main() {}
