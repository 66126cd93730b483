//! A model that does not say its table.
use blog::*;

#[derive(Model)]
struct Row {
    title: String,
}

fn main() {}
