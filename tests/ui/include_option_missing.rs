//! An included relation that may be missing is loaded without `Option`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, (User, User))>> {
    articles::table.include((articles::rel::author, articles::rel::editor)).load(conn)
}

fn main() {}
