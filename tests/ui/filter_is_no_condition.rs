//! A filter that is a number.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row {
    #[kinfolk(filter = comments::id)]
    comments: Vec<Comment>,
}

fn main() {}
