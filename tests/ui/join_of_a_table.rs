//! A table in the place of a relation.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = articles::table.join(users::table);
}
