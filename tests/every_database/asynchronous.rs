//! The same loads over an async connection.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{connect, into_async};
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    #[diesel(embed)]
    comment: Comment,
    author: Option<User>,
    #[kinfolk(recursive)]
    replies: Vec<Thread>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
    author: User,
    #[kinfolk(filter = comments::parent_id.is_null())]
    comments: Vec<Thread>,
    #[kinfolk(top = 1)]
    tags: Vec<Tag>,
}

#[tokio::test(flavor = "multi_thread")]
async fn loads_are_the_same_as_on_a_plain_connection() {
    let plain: Vec<Page> = Page::query().order(articles::id).load(&mut connect()).unwrap();
    let task = tokio::spawn(async {
        let mut conn = into_async(connect()).await;
        Page::query().order(articles::id).load_async(&mut conn).await.unwrap()
    });
    assert_eq!(task.await.unwrap(), plain);
}

#[tokio::test(flavor = "multi_thread")]
async fn ad_hoc_loads_and_accessors() {
    let mut conn = into_async(connect()).await;
    let word = String::from("c5");
    let rows: Vec<(Article, (User, Vec<(Comment, Option<User>)>))> = articles::table
        .include((
            articles::rel::author,
            articles::rel::comments.filter(comments::body.ne(word)).include(comments::rel::author),
        ))
        .load_async(&mut conn)
        .await
        .unwrap();
    assert_eq!(rows[0].1.1.len(), 3);
    let author: User = rows[0].0.author().first_async(&mut conn).await.unwrap();
    assert_eq!(author, rows[0].1.0);
}

#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
struct Shared {
    author: Rc<User>,
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_can_be_shared_by_pointers_that_are_not_send() {
    let mut conn = into_async(connect()).await;
    let rows = Shared::query().order(articles::id).load_async(&mut conn).await.unwrap();
    assert!(Rc::ptr_eq(&rows[0].author, &rows[1].author));
}
