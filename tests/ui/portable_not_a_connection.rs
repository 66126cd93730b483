//! Something that is no connection.
use blog::*;

fn titles<C: kinfolk::Connection>(conn: &mut C) -> diesel::QueryResult<Vec<(Article, User)>> {
    conn.load(articles::table.include(articles::rel::author))
}

fn main() {
    let _ = titles(&mut 1);
}
