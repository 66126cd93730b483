//! An included relation is loaded into a model of another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, Vec<User>)>> {
    articles::table.include(articles::rel::comments).load(conn)
}

fn main() {}
