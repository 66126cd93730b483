//! A projection is loaded into another type.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
}

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<Article>> {
    Page::query().load(conn)
}

fn main() {}
