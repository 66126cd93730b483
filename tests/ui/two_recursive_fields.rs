//! Two recursive fields.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Row {
    id: i32,
    #[kinfolk(recursive)]
    replies: Vec<Row>,
    #[kinfolk(rel = replies, recursive)]
    answers: Vec<Row>,
}

fn main() {}
