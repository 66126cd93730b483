use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Db, connect, dialect};
use diesel::debug_query;
use diesel::dsl::{max, sum};
use diesel::prelude::*;
use kinfolk::prelude::*;

#[test]
fn in_select() {
    let conn = &mut connect();
    let rows: Vec<(User, i64, bool, Option<i64>, Option<i32>)> = users::table
        .order(users::id)
        .select((
            User::as_select(),
            users::rel::authored_articles.count(),
            users::rel::authored_articles.filter(articles::published.eq(false)).exists(),
            users::rel::authored_articles.agg(sum(articles::views)),
            users::rel::authored_articles.filter(articles::published.eq(true)).agg(max(articles::views)),
        ))
        .load(conn)
        .unwrap();
    let numbers: Vec<_> = rows.iter().map(|row| (row.1, row.2, row.3, row.4)).collect();
    assert_eq!(numbers, [(2, false, Some(30), Some(20)), (2, true, Some(70), Some(40)), (0, false, None, None)]);
}

#[test]
fn in_filter_and_order() {
    let conn = &mut connect();
    let query = users::table
        .filter(users::rel::comments.count().gt(0))
        .order(users::rel::comments.count().desc())
        .select(users::name);
    assert_eq!(
        debug_query::<Db, _>(&query).to_string(),
        dialect(
            "SELECT `users`.`name` FROM `users` WHERE ((SELECT COUNT(*) FROM `comments` WHERE (`comments`.`author_id` = \
         `users`.`id`)) > ?) ORDER BY (SELECT COUNT(*) FROM `comments` WHERE (`comments`.`author_id` = `users`.`id`)) \
         DESC -- binds: [0]"
        )
    );
    let names = query.load::<String>(conn).unwrap();
    assert_eq!(names[0], "Bob");
    assert_eq!(names.len(), 3);
}

#[test]
fn through_links_and_joins() {
    let conn = &mut connect();
    let rows: Vec<(i32, i64)> = articles::table
        .order(articles::id)
        .select((articles::id, articles::rel::tags.filter(tags::name.ne("db")).count()))
        .load(conn)
        .unwrap();
    assert_eq!(rows, [(1, 1), (2, 0), (3, 0), (4, 1)]);
    let rows: Vec<(String, i64)> = articles::table
        .join(articles::rel::author)
        .filter(articles::id.eq(1))
        .select((users::name, articles::rel::comments.count()))
        .load(conn)
        .unwrap();
    assert_eq!(rows, [("Ann".to_owned(), 4)]);
}

#[test]
fn of_a_table_in_itself_with_an_alias() {
    let conn = &mut connect();
    let replies = comments::rel::replies.aliased();
    let rows: Vec<(i32, i64, bool)> = comments::table
        .filter(replies.exists())
        .order(comments::id)
        .select((comments::id, replies.count(), replies.filter(replies.field(comments::body).eq("c3")).exists()))
        .load(conn)
        .unwrap();
    assert_eq!(rows, [(1, 2, true), (2, 1, false)]);
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = users)]
struct UserWithNumbers {
    name: String,
    #[diesel(select_expression = users::rel::authored_articles.count())]
    articles: i64,
    #[diesel(select_expression = users::rel::authored_articles.agg(max(articles::views)))]
    most_read: Option<i32>,
}

#[test]
fn in_a_projection() {
    let conn = &mut connect();
    let first: UserWithNumbers = UserWithNumbers::query().order(users::id).first(conn).unwrap();
    assert_eq!(first, UserWithNumbers { name: "Ann".into(), articles: 2, most_read: Some(20) });
}
