//! A field that is neither a column nor a relation.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    writer: User,
}

fn main() {}
