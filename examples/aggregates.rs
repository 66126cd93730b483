//! Numbers and conditions on related rows, as correlated subqueries: in select, filter and order.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::dsl::{max, sum};
use diesel::prelude::*;
use diesel::{debug_query, sqlite::Sqlite};
use kinfolk::prelude::*;
use setup::schema::{articles, comments, tags, users};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;

    let published = users::rel::authored_articles.filter(articles::published.eq(true));
    let query = users::table.filter(published.exists()).order(users::rel::comments.count().desc()).select((
        users::name,
        published.count(),
        users::rel::authored_articles.agg(sum(articles::views)),
    ));
    println!("{}", setup::show::wrapped("", &debug_query::<Sqlite, _>(&query).to_string()));
    let rows: Vec<(String, i64, Option<i64>)> = query.load(conn)?;
    for (name, articles, views) in &rows {
        println!("{name}: {articles} articles, read {} times", views.unwrap_or(0));
    }
    assert_eq!(rows.len(), 2);

    // Without rows a sum or a maximum is NULL, a count is 0.
    let of_cid: (i64, Option<i32>) = users::table
        .filter(users::name.eq("Cid"))
        .select((users::rel::authored_articles.count(), users::rel::authored_articles.agg(max(articles::views))))
        .first(conn)?;
    assert_eq!(of_cid, (0, None));

    // Through a table of links.
    let rust: Vec<String> = articles::table
        .filter(articles::rel::tags.filter(tags::name.eq("rust")).exists())
        .order(articles::id)
        .select(articles::title)
        .load(conn)?;
    assert_eq!(rust.len(), 3);

    // A table in itself needs an alias, for the subquery has to tell the two apart.
    let replies = comments::rel::replies.aliased();
    let answered: Vec<(String, i64)> = comments::table
        .filter(replies.filter(replies.field(comments::author_id).is_not_null()).exists())
        .order(comments::id)
        .select((comments::body, replies.count()))
        .load(conn)?;
    println!("answered by a user: {answered:?}");
    assert_eq!(answered.len(), 2);
    Ok(())
}
