//! A load is ordered by a table that is not in the query.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
}

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<Page>> {
    Page::query().order(users::name).load(conn)
}

fn main() {}
