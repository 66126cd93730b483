//! A model that does not say its table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Model)]
struct Row {
    title: String,
}

fn main() {}
