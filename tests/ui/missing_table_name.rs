//! A projection that does not say its table.
use blog::*;

#[derive(Projection)]
struct Row {
    title: String,
}

fn main() {}
