//! A relation is joined whose table is not in the query.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = articles::table.join(comments::rel::author);
}
