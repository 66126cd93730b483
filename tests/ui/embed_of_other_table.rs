//! An embedded model of another table.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[diesel(embed)]
    author: User,
}

fn main() {}
