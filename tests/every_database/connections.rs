//! The same loads on every kind of connection.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{AsyncConn, Conn, Db, Shared, connect, into_async};
use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool, PooledConnection};
use kinfolk::instrument::QueryCount;
use kinfolk::prelude::*;
use std::sync::Arc;

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
    Conn: diesel::connection::LoadConnection<Backend = Db> + 'static,
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

#[test]
fn pooled() {
    let blog = Shared::new();
    let expected = load(&mut Conn::establish(blog.url()).unwrap()).unwrap();
    assert_eq!((expected.whole.len(), expected.some.len(), expected.followed.len()), (4, 2, 2));
    let pool = Pool::builder().max_size(2).build(ConnectionManager::<Conn>::new(blog.url())).unwrap();
    let mut pooled: PooledConnection<ConnectionManager<Conn>> = pool.get().unwrap();
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

/// Deletes all comments when the connection that it watches is asked for them.
struct Interruption(Conn);

impl Instrumentation for Interruption {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        let InstrumentationEvent::StartQuery { query, .. } = event else { return };
        let sql = query.to_string();
        if sql.starts_with("SELECT") && sql.contains("comments") {
            self.0.batch_execute("DELETE FROM comments").unwrap();
        }
    }
}

#[test]
fn one_snapshot_while_another_connection_writes() {
    let blog = Shared::new();
    let mut reader = Conn::establish(blog.url()).unwrap();
    let before = Page::query().order(articles::id).load(&mut reader).unwrap();
    assert!(before.iter().any(|page| !page.comments.is_empty()));

    let mut interrupted = Conn::establish(blog.url()).unwrap();
    interrupted.set_instrumentation(Interruption(Conn::establish(blog.url()).unwrap()));
    let during = Page::query().order(articles::id).in_snapshot().load(&mut interrupted).unwrap();
    assert_eq!(during, before);
    let after = Page::query().order(articles::id).load(&mut reader).unwrap();
    assert!(after.iter().all(|page| page.comments.is_empty()));
    // The next transaction is as any other.
    interrupted.set_instrumentation(|_: InstrumentationEvent<'_>| ());
    diesel::delete(tags::table.filter(tags::id.eq(3))).execute(&mut interrupted).unwrap();
}

#[test]
fn without_a_snapshot_queries_see_what_was_written_between_them() {
    let blog = Shared::new();
    let mut interrupted = Conn::establish(blog.url()).unwrap();
    interrupted.set_instrumentation(Interruption(Conn::establish(blog.url()).unwrap()));
    let pages = Page::query().order(articles::id).load(&mut interrupted).unwrap();
    assert!(pages.iter().all(|page| page.comments.is_empty()));
}

#[test]
fn a_snapshot_inside_a_transaction() {
    let blog = Shared::new();
    let mut conn = Conn::establish(blog.url()).unwrap();
    conn.transaction(|conn| {
        diesel::delete(comments::table).execute(conn)?;
        let pages = Page::query().in_snapshot().load(conn)?;
        assert!(pages.iter().all(|page| page.comments.is_empty()));
        Err::<(), _>(diesel::result::Error::RollbackTransaction)
    })
    .unwrap_err();
    let pages = Page::query().in_snapshot().load(&mut conn).unwrap();
    assert!(pages.iter().any(|page| !page.comments.is_empty()));
}

#[cfg(feature = "async")]
mod asynchronous {
    use super::*;
    use diesel_async::{AsyncConnection, RunQueryDsl};

    async fn load_async(conn: &mut AsyncConn) -> QueryResult<Loaded> {
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
        let blog = Shared::new();
        let expected = Arc::new(load(&mut Conn::establish(blog.url()).unwrap()).unwrap());
        let tasks: Vec<_> = (0..4)
            .map(|_| {
                let (url, expected) = (blog.url().to_owned(), expected.clone());
                tokio::spawn(async move {
                    let mut conn = AsyncConn::establish(&url).await.unwrap();
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
        let mut conn = into_async(connect()).await;
        let loaded =
            conn.transaction::<_, diesel::result::Error, _>(async |conn| load_async(conn).await).await.unwrap();
        assert_eq!(loaded, expected);
    }
}
