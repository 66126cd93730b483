//! The order of an included relation uses another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, Vec<Comment>)>> {
    articles::table.include(articles::rel::comments.order(users::name)).load(conn)
}

fn main() {}
