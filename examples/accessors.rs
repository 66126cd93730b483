//! Accessors: from a model to its related rows. An accessor is a query; nothing is sent before `load` or `first`.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::assert_queries;
use kinfolk::prelude::*;
use setup::models::{Article, Comment, User};
use setup::schema::{articles, comments, tags};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;
    let article: Article = articles::table.find(1).select(Article::as_select()).first(conn)?;

    let author: User = article.author().first(conn)?;
    let editor: Option<User> = article.editor().first(conn).optional()?;
    println!("{} by {}, edited by {:?}", article.title, author.name, editor.map(|editor| editor.name));

    // Diesel's methods narrow it, `select` makes it a plain Diesel query, `include` loads what is below.
    let latest: Vec<Article> = author
        .authored_articles()
        .filter(articles::published.eq(true))
        .order(articles::id.desc())
        .limit(5)
        .load(conn)?;
    assert_eq!(latest.iter().map(|article| article.id).collect::<Vec<_>>(), [2, 1]);
    let names: Vec<String> = article.tags().order(tags::name).select(tags::name).load(conn)?;
    assert_eq!(names, ["database", "rust"]);
    let count: i64 = article.comments().count().get_result(conn)?;
    assert_eq!(count, 5);
    let talk: Vec<(Comment, Option<User>)> =
        assert_queries!(conn, 2, { article.comments().order(comments::id).include(comments::rel::author).load(conn)? });
    println!("{} comments, the first by {:?}", talk.len(), talk[0].1.as_ref().map(|author| &author.name));

    // In a loop an accessor is a query for each row; for many rows, load a projection or `include`.
    Ok(())
}
