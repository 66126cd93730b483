//! A projection that does not say its table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
struct Row {
    title: String,
}

fn main() {}
