//! Loads that are dropped in the middle, and what becomes of their connection.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{AsyncConn, Conn, SURVIVES_DROPPED_QUERIES, Shared};
use diesel::prelude::*;
use diesel::result::Error;
use diesel_async::pooled_connection::AsyncDieselConnectionManager;
use diesel_async::{AsyncConnection, TransactionManager};
use kinfolk::AsyncConnection as _;
use kinfolk::prelude::*;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    #[diesel(embed)]
    comment: Comment,
    author: Option<User>,
    #[kinfolk(recursive)]
    replies: Vec<Thread>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Page {
    #[diesel(embed)]
    article: Article,
    author: User,
    #[kinfolk(filter = comments::parent_id.is_null())]
    comments: Vec<Thread>,
    tags: Vec<Tag>,
}

/// Polls a future so many times, then drops it if it is not done.
async fn polled<T>(times: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut polls = 0;
    poll_fn(|context| {
        if polls == times {
            return Poll::Ready(None);
        }
        polls += 1;
        match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if polls == times => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

fn expected(blog: &Shared) -> Vec<Page> {
    let pages = Page::query().order(articles::id).load(&mut Conn::establish(blog.url()).unwrap()).unwrap();
    assert_eq!(pages.len(), 4);
    pages
}

fn depth(conn: &mut AsyncConn) -> QueryResult<Option<u32>> {
    type Manager = <AsyncConn as AsyncConnection>::TransactionManager;
    let depth = <Manager as TransactionManager<AsyncConn>>::transaction_manager_status_mut(conn).transaction_depth()?;
    Ok(depth.map(std::num::NonZeroU32::get))
}

/// Everything is as if the connection had just been made: it loads what there is, and what it writes others can see,
/// which they could not if a transaction were open.
async fn assert_as_new(conn: &mut AsyncConn, blog: &Shared, expected: &[Page], number: usize) {
    assert_eq!(depth(conn).unwrap(), None);
    assert_eq!(Page::query().order(articles::id).load_async(conn).await.unwrap(), expected);
    let name = format!("{number}");
    conn.execute_async(diesel::update(tags::table.find(3)).set(tags::name.eq(name.clone()))).await.unwrap();
    let other = &mut Conn::establish(blog.url()).unwrap();
    let seen: String = tags::table.find(3).select(tags::name).first(other).unwrap();
    assert_eq!(seen, name);
}

/// Drops a load at its first wait, at its second, and so on to its end; again and again, for where it waits is not always
/// the same. `lost` looks at a connection that cannot be used afterwards.
async fn drop_anywhere(
    load: impl AsyncFn(&mut AsyncConn) -> QueryResult<Vec<Page>>,
    lost: impl AsyncFn(&mut AsyncConn),
) {
    let blog = Shared::new();
    let expected = expected(&blog);
    let mut conn = AsyncConn::establish(blog.url()).await.unwrap();
    let mut dropped = 0;
    for _ in 0..200 {
        for times in 0.. {
            if let Some(pages) = polled(times, load(&mut conn)).await {
                assert_eq!(pages.unwrap(), expected);
                break;
            }
            let is_usable = SURVIVES_DROPPED_QUERIES || times == 0;
            if is_usable {
                assert_as_new(&mut conn, &blog, &expected, times).await;
            } else {
                lost(&mut conn).await;
                conn = AsyncConn::establish(blog.url()).await.unwrap();
            }
            dropped += times.min(1);
        }
        if dropped >= 5 {
            assert_as_new(&mut conn, &blog, &expected, 0).await;
            return;
        }
    }
    panic!("it was not dropped in the middle");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_dropped_anywhere() {
    let load = async |conn: &mut AsyncConn| Page::query().order(articles::id).load_async(conn).await;
    drop_anywhere(load, is_refused).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_dropped_anywhere() {
    let load = async |conn: &mut AsyncConn| Page::query().order(articles::id).in_snapshot().load_async(conn).await;
    drop_anywhere(load, is_refused).await;
}

/// What is read next might be the answer to the query that was dropped.
async fn is_refused(conn: &mut AsyncConn) {
    assert!(matches!(depth(conn), Err(Error::BrokenTransactionManager)));
    let plain = Page::query().load_async(conn).await;
    assert!(matches!(plain, Err(Error::BrokenTransactionManager)), "{plain:?}");
    let snapshot = Page::query().in_snapshot().load_async(conn).await;
    assert!(matches!(snapshot, Err(Error::BrokenTransactionManager)), "{snapshot:?}");
}

/// In a transaction of the user's, it is the user's to end.
#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_dropped_inside_a_transaction() {
    if !SURVIVES_DROPPED_QUERIES {
        return;
    }
    let blog = Shared::new();
    let mut conn = AsyncConn::establish(blog.url()).await.unwrap();
    let result: QueryResult<()> = conn
        .transaction(async |conn| {
            conn.execute_async(diesel::delete(comments::table)).await?;
            for times in 0..20 {
                let _ = polled(times, Page::query().in_snapshot().load_async(conn)).await;
                assert_eq!(depth(conn)?, Some(1));
            }
            let pages = Page::query().in_snapshot().load_async(conn).await?;
            assert!(pages.iter().all(|page| page.comments.is_empty()));
            Err(Error::RollbackTransaction)
        })
        .await;
    assert!(matches!(result, Err(Error::RollbackTransaction)), "{result:?}");
    assert_as_new(&mut conn, &blog, &expected(&blog), 0).await;
}

/// No time at all is less than any query takes; tokio's own timers wait for the next millisecond.
async fn elapsed(time: Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}

/// As it happens in services: a time limit, or something else that is done first.
#[tokio::test(flavor = "multi_thread")]
async fn in_a_pool() {
    let blog = Shared::new();
    let expected = expected(&blog);
    let manager = AsyncDieselConnectionManager::<AsyncConn>::new(blog.url());
    let pool = bb8::Pool::builder().max_size(1).build(manager).await.unwrap();
    let mut dropped = 0;
    for micros in (0..40).map(|step| step / 8 * 750) {
        let time = Duration::from_micros(micros);
        {
            let mut conn = pool.get_owned().await.unwrap();
            let load = Page::query().in_snapshot().load_async(&mut conn);
            dropped += u32::from(tokio::time::timeout(time, load).await.is_err());
        }
        assert_as_new(&mut pool.get().await.unwrap(), &blog, &expected, dropped as usize).await;
        {
            let mut conn = pool.get_owned().await.unwrap();
            tokio::select! {
                biased;
                pages = Page::query().in_snapshot().load_async(&mut conn) => assert_eq!(pages.unwrap().len(), 4),
                () = elapsed(time) => dropped += 1,
            }
        }
        assert_as_new(&mut pool.get().await.unwrap(), &blog, &expected, dropped as usize).await;
    }
    assert!(dropped > 2, "{dropped} were dropped");
}
