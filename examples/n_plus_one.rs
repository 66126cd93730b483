//! The N+1 detector: it finds loops that load row by row, and says which relation would load it at once.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::instrument::NPlusOne;
use kinfolk::prelude::*;
use setup::models::{Article, Comment, User};
use setup::schema::{RELATIONS, articles};
use std::error::Error;

fn row_by_row(conn: &mut SqliteConnection) -> QueryResult<usize> {
    let articles: Vec<Article> = articles::table.select(Article::as_select()).load(conn)?;
    let mut comments = 0;
    for article in &articles {
        comments += article.comments().load::<Comment>(conn)?.len();
    }
    Ok(comments)
}

fn at_once(conn: &mut SqliteConnection) -> QueryResult<usize> {
    let articles: Vec<(Article, (User, Vec<Comment>))> =
        articles::table.include((articles::rel::author, articles::rel::comments)).load(conn)?;
    Ok(articles.iter().map(|(_, (_, comments))| comments.len()).sum())
}

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;
    let detector = NPlusOne::new().threshold(4).relations(RELATIONS);

    let scope = detector.scope(conn);
    let slow = row_by_row(conn)?;
    let found = scope.finish();
    for repetition in &found {
        println!("{repetition}");
    }
    assert_eq!(found[0].count(), 4);
    assert_eq!(found[0].relations()[0].path(), "articles::rel::comments");

    let scope = detector.scope(conn);
    assert_eq!(at_once(conn)?, slow);
    assert!(scope.finish().is_empty());
    Ok(())
}
