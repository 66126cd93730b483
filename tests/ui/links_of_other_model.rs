//! Links of a row of another table.
use blog::*;

fn run(user: &User) {
    let _ = articles::rel::tags.links(user);
}

fn main() {}
