//! `project` with a model.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<Article>> {
    articles::table.project::<Article>().load(conn)
}

fn main() {}
