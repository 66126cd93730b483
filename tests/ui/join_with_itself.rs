//! A table joined with itself without an alias.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = comments::table.join(comments::rel::parent);
}
