//! `include`: related rows without a struct for them, as tuples of any depth.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::prelude::*;
use setup::models::{Article, Comment, Tag, User};
use setup::schema::{articles, comments, users};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;

    // One relation: pairs.
    let pairs: Vec<(Article, User)> = articles::table.order(articles::id).include(articles::rel::author).load(conn)?;
    assert_eq!((pairs[0].0.id, pairs[0].1.name.as_str()), (1, "Ann"));

    // Several: a tuple of as many. What is below a relation nests in its place.
    type Page = (Article, (User, Vec<Tag>, Vec<(Comment, Option<User>)>));
    let page: Page = articles::table
        .filter(articles::published.eq(true))
        .order(articles::id)
        .include((
            articles::rel::author,
            articles::rel::tags,
            articles::rel::comments
                .filter(comments::body.not_like("%!"))
                .order(comments::id.desc())
                .top(3)
                .include(comments::rel::author),
        ))
        .first(conn)?;
    let (article, (author, tags, comments)) = &page;
    println!("{} by {}, {} tags", article.title, author.name, tags.len());
    for (comment, author) in comments {
        println!("  {}: {}", author.as_ref().map_or("someone", |author| &author.name), comment.body);
    }
    assert_eq!((tags.len(), comments.len()), (2, 3));

    // A filter of a relation takes children away, never parents: Cid has written nothing and is there.
    let writers: Vec<(User, Vec<Article>)> =
        users::table.order(users::id).include(users::rel::authored_articles).load(conn)?;
    assert_eq!(writers.iter().map(|(_, articles)| articles.len()).collect::<Vec<_>>(), [2, 2, 0]);
    Ok(())
}
