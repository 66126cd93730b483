//! The same loads on every kind of connection.

use crate::blog::models::*;
use crate::blog::rows::connect;
use crate::blog::schema::*;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool, PooledConnection};
use kinfolk::instrument::QueryCount;
use kinfolk::prelude::*;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    #[diesel(embed)]
    comment: Comment,
    author: Option<Arc<User>>,
    #[kinfolk(recursive, depth = 3)]
    replies: Vec<Thread>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = article_revisions)]
struct Revised {
    number: i32,
    revision_notes: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Page {
    #[diesel(embed)]
    article: Article,
    author: User,
    #[kinfolk(join)]
    editor: Option<User>,
    #[kinfolk(filter = comments::parent_id.is_null())]
    comments: Vec<Thread>,
    #[kinfolk(order = tags::name.desc(), top = 1)]
    tags: Vec<Tag>,
    article_revisions: Vec<Revised>,
}

type Row = (User, (Vec<(Article, Vec<Tag>)>, Option<Country>));

/// Everything that is loaded: a whole table, a part of one, relations ad hoc, and relations from a row.
#[derive(Debug, PartialEq)]
struct Loaded {
    whole: Vec<Page>,
    some: Vec<Page>,
    ad_hoc: Vec<Row>,
    followed: Vec<Page>,
}

fn load<Conn>(conn: &mut Conn) -> QueryResult<Loaded>
where
    Conn: diesel::connection::LoadConnection<Backend = diesel::sqlite::Sqlite> + 'static,
{
    let ad_hoc: Vec<Row> = users::table
        .order(users::id)
        .include((users::rel::authored_articles.include(articles::rel::tags), users::rel::country))
        .load(conn)?;
    Ok(Loaded {
        whole: Page::query().order(articles::id).load(conn)?,
        some: Page::query().filter(articles::published.eq(true)).order(articles::id.desc()).limit(2).load(conn)?,
        followed: ad_hoc[0].0.authored_articles().order(articles::id).load(conn)?,
        ad_hoc,
    })
}

/// A database in a file, so that several connections see it.
fn file() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("blog.db");
    copy(&path);
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn copy(path: &Path) {
    diesel::sql_query("VACUUM INTO ?")
        .bind::<diesel::sql_types::Text, _>(path.to_str().unwrap())
        .execute(&mut connect())
        .unwrap();
}

#[test]
fn pooled() {
    let (_folder, path) = file();
    let expected = load(&mut SqliteConnection::establish(&path).unwrap()).unwrap();
    assert_eq!((expected.whole.len(), expected.some.len(), expected.followed.len()), (4, 2, 2));
    let pool = Pool::builder().max_size(2).build(ConnectionManager::<SqliteConnection>::new(&path)).unwrap();
    let mut pooled: PooledConnection<ConnectionManager<SqliteConnection>> = pool.get().unwrap();
    let count = QueryCount::new();
    count.install(&mut pooled);
    assert_eq!(load(&mut pooled).unwrap(), expected);
    let ad_hoc = 4;
    assert_eq!(count.queries(), 3 * Page::QUERIES + ad_hoc);
    // And by the connection inside.
    assert_eq!(load(&mut *pooled).unwrap(), expected);
    pooled.transaction(|conn| load(conn).map(|loaded| assert_eq!(loaded, expected))).unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let pool = pool.clone();
            std::thread::spawn(move || load(&mut pool.get().unwrap()).unwrap())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), expected);
    }
}

#[test]
fn one_snapshot_while_another_connection_writes() {
    let (_folder, path) = file();
    let mut reader = SqliteConnection::establish(&path).unwrap();
    reader.batch_execute("PRAGMA journal_mode = WAL").unwrap();
    let mut writer = SqliteConnection::establish(&path).unwrap();
    let before = Page::query().order(articles::id).load(&mut reader).unwrap();
    let pages = reader.transaction(|conn| {
        let first = Page::query().order(articles::id).in_snapshot().load(conn)?;
        writer.batch_execute("DELETE FROM comments")?;
        assert_eq!(first, Page::query().order(articles::id).in_snapshot().load(conn)?);
        Ok::<_, diesel::result::Error>(first)
    });
    assert_eq!(pages.unwrap(), before);
    let after = Page::query().in_snapshot().load(&mut reader).unwrap();
    assert!(after.iter().all(|page| page.comments.is_empty()));
}

#[cfg(feature = "async")]
mod asynchronous {
    use super::*;
    use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
    use diesel_async::{AsyncConnection, RunQueryDsl};

    type Wrapped = SyncConnectionWrapper<SqliteConnection>;

    async fn load_async(conn: &mut Wrapped) -> QueryResult<Loaded> {
        let ad_hoc: Vec<Row> = users::table
            .order(users::id)
            .include((users::rel::authored_articles.include(articles::rel::tags), users::rel::country))
            .load_async(conn)
            .await?;
        Ok(Loaded {
            whole: Page::query().order(articles::id).load_async(conn).await?,
            some: Page::query()
                .filter(articles::published.eq(true))
                .order(articles::id.desc())
                .limit(2)
                .load_async(conn)
                .await?,
            followed: ad_hoc[0].0.authored_articles().order(articles::id).load_async(conn).await?,
            ad_hoc,
        })
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn in_tasks() {
        let (_folder, path) = file();
        let expected = Arc::new(load(&mut SqliteConnection::establish(&path).unwrap()).unwrap());
        let tasks: Vec<_> = (0..4)
            .map(|_| {
                let (path, expected) = (path.clone(), expected.clone());
                tokio::spawn(async move {
                    let mut conn = Wrapped::establish(&path).await.unwrap();
                    let count = QueryCount::new();
                    count.install(&mut conn);
                    assert_eq!(load_async(&mut conn).await.unwrap(), *expected);
                    assert_eq!(count.queries(), 3 * Page::QUERIES + 4);
                    let user: User =
                        expected.whole[0].article.author().in_snapshot().load_async(&mut conn).await.unwrap().remove(0);
                    assert_eq!(user, expected.whole[0].author);
                    // Diesel's own queries of an accessor, too.
                    let comments = expected.whole[0].article.comments();
                    let ids: Vec<i32> =
                        RunQueryDsl::load(comments.order(comments::id).select(comments::id), &mut conn).await.unwrap();
                    assert_eq!(ids.len(), 4);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn in_a_transaction() {
        let expected = load(&mut connect()).unwrap();
        let mut conn = Wrapped::new(connect());
        let loaded =
            conn.transaction::<_, diesel::result::Error, _>(async |conn| load_async(conn).await).await.unwrap();
        assert_eq!(loaded, expected);
    }
}
