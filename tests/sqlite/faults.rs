//! What a load says when rows or tables are missing.

use crate::blog::models::*;
use crate::blog::rows::connect;
use crate::blog::schema::*;
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

fn connect_without_bob() -> SqliteConnection {
    let mut conn = connect();
    conn.batch_execute("PRAGMA foreign_keys = OFF; DELETE FROM users WHERE id = 2").unwrap();
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
    conn.batch_execute("PRAGMA foreign_keys = OFF; DROP TABLE comments").unwrap();
    let error = Page::query().load(conn).unwrap_err();
    assert!(matches!(&error, Error::DatabaseError(DatabaseErrorKind::Unknown, _)), "{error:?}");
    assert!(error.to_string().contains("no such table: comments"), "{error}");
    // The connection is as good as before.
    assert_eq!(Joined::query().load(conn).unwrap().len(), 4);
    conn.batch_execute("DROP TABLE articles").unwrap();
    assert!(Page::query().load(conn).unwrap_err().to_string().contains("no such table: articles"));
    assert!(Joined::query().in_snapshot().load(conn).is_err());
    assert_eq!(users::table.count().get_result::<i64>(conn).unwrap(), 3);
}

#[test]
fn a_failure_inside_a_transaction() {
    let conn = &mut connect();
    let result: QueryResult<()> = conn.transaction(|conn| {
        conn.batch_execute("DELETE FROM comments")?;
        let pages = Page::query().load(conn)?;
        assert!(pages.iter().all(|page| page.comments.is_empty()));
        conn.batch_execute("DROP TABLE comments")?;
        Page::query().load(conn).map(drop)
    });
    assert!(result.unwrap_err().to_string().contains("no such table"));
    let pages = Page::query().load(conn).unwrap();
    assert_eq!(pages.iter().map(|page| page.comments.len()).sum::<usize>(), 6);
}

#[test]
fn a_value_of_the_wrong_type() {
    let conn = &mut connect();
    conn.batch_execute("PRAGMA foreign_keys = OFF; UPDATE articles SET author_id = 'nobody' WHERE id = 1").unwrap();
    // SQLite keeps any value in any column; Diesel reads that text as the number 0.
    assert_names_the_author(&Page::query().load(conn).unwrap_err());
    conn.batch_execute("UPDATE articles SET author_id = 9000000000 WHERE id = 1").unwrap();
    assert!(Page::query().load(conn).is_err());
}

#[cfg(feature = "async")]
#[tokio::test]
async fn over_an_async_connection() {
    type AsyncConnection = diesel_async::sync_connection_wrapper::SyncConnectionWrapper<SqliteConnection>;
    let mut conn = AsyncConnection::new(connect_without_bob());
    assert_names_the_author(&Page::query().load_async(&mut conn).await.unwrap_err());
    let mut broken = connect();
    broken.batch_execute("PRAGMA foreign_keys = OFF; DROP TABLE comments").unwrap();
    let mut conn = AsyncConnection::new(broken);
    assert!(Page::query().load_async(&mut conn).await.unwrap_err().to_string().contains("no such table: comments"));
    assert_eq!(Joined::query().load_async(&mut conn).await.unwrap().len(), 4);
}
