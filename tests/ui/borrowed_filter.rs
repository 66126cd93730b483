//! The filter of an included relation borrows its value.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(word: &str, conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, Vec<Comment>)>> {
    articles::table
        .include(articles::rel::comments.filter(comments::body.eq(word)))
        .load(conn)
}

fn main() {}
