//! A load into a model of another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Tag, User)>> {
    articles::table.include(articles::rel::author).load(conn)
}

fn main() {}
