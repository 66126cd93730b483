//! A load with a relation into the model alone.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<Article>> {
    articles::table.include(articles::rel::author).load(conn)
}

fn main() {}
