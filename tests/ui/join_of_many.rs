//! `join` on a relation to many rows.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(join)]
    comments: Vec<Comment>,
}

fn main() {}
