//! A relation to its own table counted without an alias.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = comments::table.select(comments::rel::replies.count());
}
