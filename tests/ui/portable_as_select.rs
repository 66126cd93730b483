//! A query that names one database, in a function for every database.
use blog::*;

fn titles<C: kinfolk::Connection>(conn: &mut C) -> diesel::QueryResult<Vec<Article>> {
    conn.load(articles::table.select(Article::as_select()))
}

fn main() {}
