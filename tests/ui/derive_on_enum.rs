//! A projection that is an enum.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
enum Row {
    Title(String),
}

fn main() {}
