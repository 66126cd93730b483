//! A load on a connection of a generic type.
use blog::*;

fn titles<C: kinfolk::Connection>(conn: &mut C) -> diesel::QueryResult<Vec<(Article, User)>> {
    articles::table.include(articles::rel::author).load(conn)
}

fn main() {}
