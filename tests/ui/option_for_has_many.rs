//! An `Option` for a relation to many rows.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    comments: Option<Comment>,
}

fn main() {}
