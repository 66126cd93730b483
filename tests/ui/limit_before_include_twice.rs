//! A limit before and after `include`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, User)>> {
    articles::table.limit(5).include(articles::rel::author).limit(3).load(conn)
}

fn main() {}
