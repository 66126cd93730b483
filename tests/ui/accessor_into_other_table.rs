//! An accessor is loaded into a model of another table.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(article: &Article, conn: &mut SqliteConnection) -> QueryResult<Vec<Tag>> {
    article.author().load(conn)
}

fn main() {}
