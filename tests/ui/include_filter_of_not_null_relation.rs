//! An include filters a relation that always has a row.
use blog::*;

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, User)>> {
    articles::table
        .include(articles::rel::author.filter(users::name.eq("Ann")))
        .load(conn)
}

fn main() {}
