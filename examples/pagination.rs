//! Pages: a limit counts parents, however many rows hang below each; the next page starts after the last key.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::prelude::*;
use setup::models::{Article, Comment, Tag};
use setup::schema::{articles, comments};
use std::error::Error;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Entry {
    #[diesel(embed)]
    article: Article,
    tags: Vec<Tag>,
    #[kinfolk(order = comments::id.desc(), top = 2)]
    comments: Vec<Comment>,
}

const PER_PAGE: usize = 2;

/// The articles after the one with this key, newest first. The page is loaded in one snapshot, so that its tags and
/// comments are of the same moment as its articles.
fn page(conn: &mut SqliteConnection, after: Option<i32>) -> QueryResult<Vec<Entry>> {
    Entry::query()
        .filter(articles::id.lt(after.unwrap_or(i32::MAX)))
        .order(articles::id.desc())
        .limit(PER_PAGE as i64)
        .in_snapshot()
        .load(conn)
}

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;
    let mut after = None;
    let mut seen = Vec::new();
    loop {
        let entries = page(conn, after)?;
        let Some(last) = entries.last() else { break };
        after = Some(last.article.id);
        println!("a page");
        for Entry { article, tags, comments } in &entries {
            println!("  {}: {} tags, {} comments shown", article.title, tags.len(), comments.len());
            seen.push(article.id);
        }
    }
    assert_eq!(seen, [4, 3, 2, 1]);
    Ok(())
}
