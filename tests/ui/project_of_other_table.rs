//! A projection of a table that is not in the query.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
}

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<Page>> {
    users::table.project::<Page>().load(conn)
}

fn main() {}
