//! An embedded projection that is recursive.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    id: i32,
    #[kinfolk(recursive)]
    replies: Vec<Thread>,
}

#[derive(Projection)]
#[diesel(table_name = comments)]
struct Row {
    #[diesel(embed)]
    thread: Thread,
}

fn main() {}
