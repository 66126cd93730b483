//! A token of a relation that the table has not.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = articles::table.join(articles::rel::writer);
}
