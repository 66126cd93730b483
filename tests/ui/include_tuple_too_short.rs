//! Two relations are included, the type holds one.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, User)>> {
    articles::table.include((articles::rel::author, articles::rel::tags)).load(conn)
}

fn main() {}
