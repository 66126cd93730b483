//! What a load says when rows or tables are missing.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Conn, connect, drop_table, into_async, no_such_table, without_foreign_keys};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use kinfolk::include::MissingRow;
use kinfolk::prelude::*;

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Page {
    id: i32,
    author: User,
    editor: Option<User>,
    comments: Vec<Remark>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Joined {
    id: i32,
    #[kinfolk(join)]
    author: User,
    #[kinfolk(join)]
    editor: Option<User>,
}

fn connect_without_bob() -> Conn {
    let mut conn = connect();
    without_foreign_keys(&mut conn);
    conn.batch_execute("DELETE FROM users WHERE id = 2").unwrap();
    conn
}

fn assert_names_the_author(error: &Error) {
    let missing = MissingRow::of(error).unwrap();
    assert_eq!(missing.relation().path(), "articles::rel::author");
    let message = error.to_string();
    assert!(message.contains("a row of `articles` has no `author`: articles.(author_id)"), "{message}");
    assert!(message.contains("users.(id)"), "{message}");
}

#[test]
fn a_missing_row_that_a_foreign_key_promises() {
    let conn = &mut connect_without_bob();
    assert_names_the_author(&Page::query().load(conn).unwrap_err());
    assert_names_the_author(&Page::query().filter(articles::id.eq(3)).load(conn).unwrap_err());
    assert_names_the_author(&Joined::query().load(conn).unwrap_err());
    let ad_hoc = articles::table.include(articles::rel::author).load::<(Article, User)>(conn);
    assert_names_the_author(&ad_hoc.unwrap_err());
    // Nested: the relation that is named is the one whose row is missing.
    let nested = comments::table.include(comments::rel::article.include(articles::rel::author));
    assert_names_the_author(&nested.load::<(Comment, (Article, User))>(conn).unwrap_err());
}

#[test]
fn a_missing_row_that_may_be_missing() {
    let conn = &mut connect_without_bob();
    let pages = Page::query().filter(articles::author_id.eq(1)).order(articles::id).load(conn).unwrap();
    assert_eq!(pages.iter().map(|page| page.editor.is_some()).collect::<Vec<_>>(), [false, false]);
    let joined = Joined::query().filter(articles::author_id.eq(1)).order(articles::id).load(conn).unwrap();
    assert_eq!(joined.iter().map(|page| page.editor.is_some()).collect::<Vec<_>>(), [false, false]);
}

#[test]
fn children_whose_parent_is_missing() {
    let conn = &mut connect_without_bob();
    let users: Vec<(User, Vec<Article>)> =
        users::table.order(users::id).include(users::rel::authored_articles).load(conn).unwrap();
    assert_eq!(users.iter().map(|row| row.1.len()).collect::<Vec<_>>(), [2, 0]);
}

#[test]
fn a_missing_table() {
    let conn = &mut connect();
    drop_table(conn, "comments");
    let error = Page::query().load(conn).unwrap_err();
    assert!(matches!(&error, Error::DatabaseError(DatabaseErrorKind::Unknown, _)), "{error:?}");
    assert!(error.to_string().contains(&no_such_table("comments")), "{error}");
    // The connection is as good as before.
    assert_eq!(Joined::query().load(conn).unwrap().len(), 4);
    drop_table(conn, "articles");
    assert!(Page::query().load(conn).unwrap_err().to_string().contains(&no_such_table("articles")));
    assert!(Joined::query().in_snapshot().load(conn).is_err());
    assert_eq!(users::table.count().get_result::<i64>(conn).unwrap(), 3);
}

#[test]
fn a_failure_inside_a_transaction() {
    let conn = &mut connect();
    without_foreign_keys(conn);
    let result: QueryResult<()> = conn.transaction(|conn| {
        conn.batch_execute("DELETE FROM comments")?;
        let pages = Page::query().load(conn)?;
        assert!(pages.iter().all(|page| page.comments.is_empty()));
        conn.batch_execute("DELETE FROM users WHERE id = 2")?;
        Page::query().load(conn).map(drop)
    });
    assert_names_the_author(&result.unwrap_err());
    let pages = Page::query().load(conn).unwrap();
    assert_eq!(pages.iter().map(|page| page.comments.len()).sum::<usize>(), 6);
}

#[cfg(feature = "async")]
#[tokio::test]
async fn over_an_async_connection() {
    let mut conn = into_async(connect_without_bob()).await;
    assert_names_the_author(&Page::query().load_async(&mut conn).await.unwrap_err());
    let mut broken = connect();
    drop_table(&mut broken, "comments");
    let mut conn = into_async(broken).await;
    assert!(Page::query().load_async(&mut conn).await.unwrap_err().to_string().contains(&no_such_table("comments")));
    assert_eq!(Joined::query().load_async(&mut conn).await.unwrap().len(), 4);
}
