//! Below a relation, one of another table is included.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, Vec<(Comment, User)>)>> {
    articles::table
        .include(articles::rel::comments.include(articles::rel::author))
        .load(conn)
}

fn main() {}
