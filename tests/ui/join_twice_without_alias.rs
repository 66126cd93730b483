//! The same table twice without an alias.
use blog::*;

fn main() {
    let _ = articles::table.join(articles::rel::author).join(articles::rel::editor);
}
