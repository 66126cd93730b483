//! No `Option` for a foreign key that can be NULL.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    editor: User,
}

fn main() {}
