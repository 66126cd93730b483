//! An `Option` for a foreign key that is NOT NULL.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    author: Option<User>,
}

fn main() {}
