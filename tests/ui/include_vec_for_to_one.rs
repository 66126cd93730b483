//! An included relation to one row is loaded into a `Vec`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, Vec<User>)>> {
    articles::table.include(articles::rel::author).load(conn)
}

fn main() {}
