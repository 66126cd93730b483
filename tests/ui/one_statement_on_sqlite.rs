//! A load in one statement on a database that cannot have rows within others.
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, User)>> {
    articles::table.include(articles::rel::author).in_one_statement().load(conn)
}

fn main() {}
