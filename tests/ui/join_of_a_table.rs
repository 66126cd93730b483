//! A table in the place of a relation.
use blog::*;

fn main() {
    let _ = articles::table.join(users::table);
}
