//! A pool of plain connections (r2d2): `cargo run --example pool_r2d2 --features r2d2`
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use kinfolk::prelude::*;
use setup::models::{Article, Tag, User};
use setup::schema::articles;
use std::error::Error;
use std::thread;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Entry {
    #[diesel(embed)]
    article: Article,
    author: User,
    tags: Vec<Tag>,
}

/// Knows nothing of pools, nor of the database.
fn entries<C: kinfolk::Connection>(conn: &mut C) -> QueryResult<Vec<Entry>> {
    conn.load(Entry::query().order(articles::id).in_snapshot())
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("blog.db").display().to_string();
    setup::prepare(&mut SqliteConnection::establish(&file)?)?;

    // For another database, another type: `PgConnection`, `MysqlConnection`.
    let pool = Pool::builder().max_size(2).build(ConnectionManager::<SqliteConnection>::new(file))?;

    thread::scope(|scope| {
        for number in 0..4 {
            let pool = &pool;
            scope.spawn(move || {
                // A connection of a pool is a connection.
                let mut conn = pool.get().expect("a connection within the time that the pool gives");
                let entries = entries(&mut conn).expect("the articles");
                let Entry { article, author, tags } = &entries[0];
                let more = entries.len() - 1;
                println!("thread {number}: {} by {}, {} tags, and {more} more", article.title, author.name, tags.len());
                assert_eq!(entries.len(), 4);
            });
        }
    });
    Ok(())
}
