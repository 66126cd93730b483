use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Conn, connect, into_async, numbers};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::prelude::*;

fn article(conn: &mut Conn, id: i32) -> Article {
    articles::table.find(id).select(Article::as_select()).first(conn).unwrap()
}

fn tags_of(conn: &mut Conn, article: &Article) -> Vec<i32> {
    article.tags().order(tags::id).select(tags::id).load(conn).unwrap()
}

#[test]
fn adding_twice_is_no_error_and_no_duplicate() {
    let conn = &mut connect();
    let article = article(conn, 3);
    let links = articles::rel::tags.links(&article);
    assert_eq!(links.add([1, 2, 1]).execute(conn).unwrap(), 2);
    assert_eq!(links.add([2, 3]).execute(conn).unwrap(), 1);
    assert_eq!(links.add(Vec::<i32>::new()).execute(conn).unwrap(), 0);
    assert_eq!(tags_of(conn, &article), [1, 2, 3]);
}

#[test]
fn remove_set_and_clear() {
    let conn = &mut connect();
    let (one, two) = (article(conn, 1), article(conn, 2));
    let links = articles::rel::tags.links(&one);
    assert_eq!(links.remove([2, 9]).execute(conn).unwrap(), 1);
    assert_eq!(tags_of(conn, &one), [1]);
    assert_eq!(links.set([1, 3]).execute(conn).unwrap(), 1);
    assert_eq!(tags_of(conn, &one), [1, 3]);
    assert_eq!(links.set([2]).execute(conn).unwrap(), 3);
    assert_eq!(tags_of(conn, &one), [2]);
    assert_eq!(links.set(Vec::<i32>::new()).execute(conn).unwrap(), 1);
    assert_eq!(links.clear().execute(conn).unwrap(), 0);
    // Nobody else's links are touched.
    assert_eq!(tags_of(conn, &two), [1]);
}

#[test]
fn links_that_stay_keep_their_further_columns() {
    let conn = &mut connect();
    let long_ago = chrono::NaiveDate::from_ymd_opt(2001, 2, 3).unwrap().and_hms_opt(4, 5, 6).unwrap();
    diesel::update(article_tags::table).set(article_tags::added_at.eq(long_ago)).execute(conn).unwrap();
    let article = article(conn, 1);
    articles::rel::tags.links(&article).set([1, 3]).execute(conn).unwrap();
    let kept: Vec<i32> = article_tags::table
        .filter(article_tags::article_id.eq(1))
        .filter(article_tags::added_at.eq(long_ago))
        .select(article_tags::tag_id)
        .load(conn)
        .unwrap();
    assert_eq!(kept, [1]);
}

#[test]
fn all_or_nothing() {
    let conn = &mut connect();
    let article = article(conn, 1);
    let error = articles::rel::tags.links(&article).set([1, 77]).execute(conn).unwrap_err();
    assert!(error.to_string().to_lowercase().contains("foreign key"), "{error}");
    assert_eq!(tags_of(conn, &article), [1, 2]);
    let many = articles::rel::tags.links(&article).set(0..6000).execute(conn).unwrap_err();
    assert!(many.to_string().contains("at most 5000 keys for `articles::rel::tags`"), "{many}");
}

#[test]
fn from_the_other_side_and_in_large_numbers() {
    let conn = &mut connect();
    let rows = numbers(100, 20_099, "INSERT INTO articles (id, author_id, title, body)", "i, 1, 'a' || i, ''");
    conn.batch_execute(&rows).unwrap();
    let tag: Tag = tags::table.find(3).select(Tag::as_select()).first(conn).unwrap();
    let links = tags::rel::articles.links(&tag);
    assert_eq!(links.add(100..20100).execute(conn).unwrap(), 20_000);
    assert_eq!(tag.articles().count().get_result::<i64>(conn).unwrap(), 20_000);
    assert_eq!(links.remove(100..20099).execute(conn).unwrap(), 19_999);
}

#[cfg(feature = "async")]
#[tokio::test(flavor = "multi_thread")]
async fn over_an_async_connection() {
    let mut plain = connect();
    let article = article(&mut plain, 1);
    let mut conn = into_async(plain).await;
    let links = articles::rel::tags.links(&article);
    assert_eq!(links.set([3]).execute_async(&mut conn).await.unwrap(), 3);
    assert!(links.set([1, 77]).execute_async(&mut conn).await.is_err());
    let tags: Vec<Tag> = article.tags().load_async(&mut conn).await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.id).collect::<Vec<_>>(), [3]);
}
