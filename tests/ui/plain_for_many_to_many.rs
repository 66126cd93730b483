//! One model for a many-to-many relation.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    tags: Tag,
}

fn main() {}
