//! A pool of async connections (bb8): `cargo run --example pool_async --features async,bb8`
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, bb8::Pool};
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use kinfolk::AsyncConnection;
use kinfolk::prelude::*;
use setup::models::{Article, Tag, User};
use setup::schema::articles;
use std::error::Error;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Entry {
    #[diesel(embed)]
    article: Article,
    author: User,
    tags: Vec<Tag>,
}

/// Knows nothing of pools, nor of the database.
async fn entries<C: AsyncConnection>(conn: &mut C) -> QueryResult<Vec<Entry>> {
    conn.load_async(Entry::query().order(articles::id).in_snapshot()).await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("blog.db").display().to_string();
    setup::prepare(&mut SqliteConnection::establish(&file)?)?;

    // For another database, another type: `AsyncPgConnection`, `AsyncMysqlConnection`.
    let manager = AsyncDieselConnectionManager::<SyncConnectionWrapper<SqliteConnection>>::new(file);
    let pool = Pool::builder().max_size(2).build(manager).await?;

    let tasks: Vec<_> = (0..4)
        .map(|number| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let mut conn = pool.get().await.map_err(|error| error.to_string())?;
                // A connection of a pool is a connection.
                let entries = entries(&mut conn).await.map_err(|error| error.to_string())?;
                Ok::<_, String>((number, entries))
            })
        })
        .collect();
    for task in tasks {
        let (number, entries) = task.await??;
        let Entry { article, author, tags } = &entries[0];
        println!(
            "task {number}: {} by {}, {} tags, and {} more",
            article.title,
            author.name,
            tags.len(),
            entries.len() - 1
        );
        assert_eq!(entries.len(), 4);
    }
    Ok(())
}
