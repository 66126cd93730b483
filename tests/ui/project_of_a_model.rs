//! `project` with a model.
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<Article>> {
    articles::table.project::<Article>().load(conn)
}

fn main() {}
