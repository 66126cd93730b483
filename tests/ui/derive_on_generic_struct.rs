//! A projection with a type parameter.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row<T> {
    title: T,
}

fn main() {}
