//! The same loads on a `diesel_async` connection: `cargo run --example async_loads --features async`
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use kinfolk::prelude::*;
use setup::models::{Article, Comment, Tag, User};
use setup::schema::{articles, comments};
use std::error::Error;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
    author: User,
    tags: Vec<Tag>,
    #[kinfolk(order = comments::id.desc(), top = 2)]
    comments: Vec<Comment>,
}

type AsyncConnection = SyncConnectionWrapper<SqliteConnection>;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut AsyncConnection::new(setup::connect()?);

    let pages: Vec<Page> = Page::query().order(articles::id).in_snapshot().load_async(conn).await?;
    for page in &pages {
        let comments = page.comments.len();
        println!("{} by {}: {} tags, {comments} comments", page.title, page.author.name, page.tags.len());
    }
    assert_eq!(pages.len(), 4);

    let (article, comments): (Article, Vec<Comment>) =
        articles::table.find(1).include(articles::rel::comments).first_async(conn).await?;
    let author: User = article.author().first_async(conn).await?;
    assert_eq!((comments.len(), author.name.as_str()), (5, "Ann"));
    Ok(())
}
