//! The same table twice without an alias.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = articles::table.join(articles::rel::author).join(articles::rel::editor);
}
