//! A relation of another table is included.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, Vec<Comment>)>> {
    articles::table.include(users::rel::comments).load(conn)
}

fn main() {}
