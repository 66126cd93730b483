//! A projection with a type parameter.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row<T> {
    title: T,
}

fn main() {}
