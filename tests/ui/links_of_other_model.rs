//! Links of a row of another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(user: &User) {
    let _ = articles::rel::tags.links(user);
}

fn main() {}
