//! Joins along relations: a token knows both tables and the keys between them.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use diesel::{debug_query, sqlite::Sqlite};
use kinfolk::prelude::*;
use setup::schema::{articles, comments, tags, users};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;

    // From any table that is in the query, one after the other.
    let query = comments::table
        .join(comments::rel::article)
        .join(articles::rel::author)
        .filter(users::name.eq("Ann"))
        .select((articles::title, comments::body));
    println!("{}", setup::show::wrapped("", &debug_query::<Sqlite, _>(&query).to_string()));
    let rows: Vec<(String, String)> = query.load(conn)?;
    assert_eq!(rows.len(), 6);

    // A left join keeps articles without an editor. `aliased` lets `users` stand in the query a second time.
    let editor = articles::rel::editor.aliased();
    let rows: Vec<(String, String, Option<String>)> = articles::table
        .join(articles::rel::author)
        .join_left(editor)
        .order(articles::id)
        .select((articles::title, users::name, editor.field(users::name).nullable()))
        .load(conn)?;
    for (title, author, editor) in &rows {
        println!("{title}: by {author}, edited by {}", editor.as_deref().unwrap_or("nobody"));
    }
    assert_eq!((rows.len(), rows[1].2.as_deref()), (4, None));

    // A many_to_many is one call, and joins the table of links on the way.
    let titles: Vec<String> = articles::table
        .join(articles::rel::tags)
        .filter(tags::name.eq("rust"))
        .order(articles::id)
        .select(articles::title)
        .load(conn)?;
    println!("about rust: {}", titles.join(", "));
    assert_eq!(titles.len(), 3);

    // A table and itself: the comment that a comment answers, and who wrote that.
    let parent = comments::rel::parent.aliased();
    let rows: Vec<(String, String, String)> = comments::table
        .join(parent)
        .join(parent.then(comments::rel::author))
        .order(comments::id)
        .select((comments::body, parent.field(comments::body), users::name))
        .load(conn)?;
    for (answer, question, asker) in &rows {
        println!("{asker}: {question} – {answer}");
    }
    assert_eq!(rows.len(), 2);
    Ok(())
}
