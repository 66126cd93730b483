//! A token of a relation that the table has not.
use blog::*;

fn main() {
    let _ = articles::table.join(articles::rel::writer);
}
