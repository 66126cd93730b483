//! A table joined with itself without an alias.
use blog::*;

fn main() {
    let _ = comments::table.join(comments::rel::parent);
}
