//! What `diesel_async` does with a query that is dropped on a runtime with one thread: it cannot wait for it.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{connect, into_async};
use kinfolk::prelude::*;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// One panic, not a second one from the end of the snapshot, which would end the program.
#[tokio::test]
#[should_panic(expected = "multi-threaded runtime")]
async fn a_snapshot_dropped_in_the_middle() {
    let mut conn = into_async(connect()).await;
    // A query may be done at once.
    for _ in 0..10_000 {
        let mut load = pin!(articles::table.include(articles::rel::author).in_snapshot().load_async(&mut conn));
        let _: Poll<diesel::QueryResult<Vec<(Article, User)>>> =
            poll_fn(|context| Poll::Ready(load.as_mut().poll(context))).await;
    }
}
