//! Loads without a projection: relations with filters, orders and numbers that are known when the program runs.

use super::rows::{tags_of, user};
use super::{random_blogs, sent};
use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Conn, other_ways};
use diesel::prelude::*;
use kinfolk::prelude::*;

type Commented = Vec<(Comment, Option<User>)>;
type Row = (Article, (User, Commented, Vec<Tag>));

fn row(conn: &mut Conn, article: Article, from: i32, top: u32) -> Row {
    let comments: Vec<Comment> = comments::table
        .filter(comments::article_id.eq(article.id).and(comments::id.gt(from)))
        .order((comments::author_id.desc(), comments::id))
        .limit(top.into())
        .select(Comment::as_select())
        .load(conn)
        .unwrap();
    let commented = comments.into_iter().map(|comment| {
        let author = comment.author_id.map(|author| user(conn, author));
        (comment, author)
    });
    let commented = commented.collect();
    let tags = tags_of(conn, article.id).into_iter().filter(|tag| tag.id > from).collect();
    (article.clone(), (user(conn, article.author_id), commented, tags))
}

#[test]
fn with_tuples() {
    random_blogs(|conn, count, ask| {
        let from = ask.from.unwrap_or(0);
        let commented = || {
            articles::rel::comments
                .filter(comments::id.gt(from))
                .order(comments::author_id.desc())
                .order(comments::id)
                .top(ask.top)
                .include(comments::rel::author)
        };
        let relations = || (articles::rel::author, commented(), articles::rel::tags.filter(tags::id.gt(from)));
        count.reset();
        let whole: Vec<Row> = articles::table.order(articles::id).include(relations()).load(conn).unwrap();
        let queries = count.queries();
        let authors = whole.iter().flat_map(|row| &row.1.1).filter(|comment| comment.1.is_some()).count();
        assert_eq!(queries, 1 + sent(whole.len(), 3) + sent(authors, 1));
        let models: Vec<Article> = articles::table.order(articles::id).select(Article::as_select()).load(conn).unwrap();
        let expected: Vec<Row> = models.into_iter().map(|article| row(conn, article, from, ask.top)).collect();
        assert_eq!(whole, expected);
        let rows = other_ways!(conn, articles::table.order(articles::id).include(relations()));
        rows.into_iter().for_each(|rows: QueryResult<Vec<Row>>| assert_eq!(rows.unwrap(), expected));
        let query = || {
            articles::table
                .filter(articles::id.ne(-1))
                .order(articles::id)
                .include(relations())
                .limit(ask.limit.unwrap_or(50))
        };
        let some: Vec<Row> = query().load(conn).unwrap();
        other_ways!(conn, query()).into_iter().for_each(|rows: QueryResult<Vec<Row>>| assert_eq!(rows.unwrap(), some));
        assert_eq!(some, expected[..some.len()]);
        assert_eq!(some.len(), expected.len().min(usize::try_from(ask.limit.unwrap_or(50)).unwrap()));
    });
}

#[test]
fn accessors() {
    random_blogs(|conn, _, ask| {
        let models: Vec<Article> = articles::table.order(articles::id).select(Article::as_select()).load(conn).unwrap();
        let from = ask.from.unwrap_or(0);
        for article in models {
            let (_, (author, comments, tags)) = row(conn, article.clone(), from, 100);
            assert_eq!(article.author().load::<User>(conn).unwrap(), [author]);
            let query = || {
                article
                    .comments()
                    .filter(comments::id.gt(from))
                    .order((comments::author_id.desc(), comments::id))
                    .include(comments::rel::author)
            };
            let found: Commented = query().load(conn).unwrap();
            assert_eq!(found, comments);
            other_ways!(conn, query())
                .into_iter()
                .for_each(|rows: QueryResult<Commented>| assert_eq!(rows.unwrap(), comments));
            let found: Vec<Tag> = article.tags().filter(tags::id.gt(from)).order(tags::id).load(conn).unwrap();
            assert_eq!(found, tags);
        }
    });
}

#[test]
fn one_relation_twice() {
    random_blogs(|conn, _, ask| {
        let from = ask.from.unwrap_or(10);
        let rows: Vec<(User, (Vec<Article>, Vec<Article>, Vec<Article>))> = users::table
            .order(users::id)
            .include((
                users::rel::authored_articles.filter(articles::id.le(from).or(articles::views.eq(0))),
                users::rel::authored_articles.filter(articles::id.gt(from)).filter(articles::views.ne(0)),
                users::rel::edited_articles.order(articles::id.desc()).top(1),
            ))
            .load(conn)
            .unwrap();
        for (user, (low, high, edited)) in rows {
            let mut both = [low, high].concat();
            both.sort_by_key(|article| article.id);
            let all: Vec<Article> = user.authored_articles().order(articles::id).load(conn).unwrap();
            assert_eq!(both, all);
            let last: Vec<Article> = user.edited_articles().order(articles::id.desc()).limit(1).load(conn).unwrap();
            assert_eq!(edited, last);
        }
    });
}

#[test]
fn filters_and_orders_by_the_table_of_links() {
    random_blogs(|conn, _, ask| {
        let from = ask.from.unwrap_or(5);
        let query = || {
            articles::table.order(articles::id).include(
                articles::rel::tags
                    .filter(article_tags::tag_id.gt(from))
                    .order((article_tags::tag_id.desc(), tags::name))
                    .top(ask.top),
            )
        };
        let rows: Vec<(Article, Vec<Tag>)> = query().load(conn).unwrap();
        let others: Vec<QueryResult<Vec<(Article, Vec<Tag>)>>> = other_ways!(conn, query());
        others.into_iter().for_each(|others| assert_eq!(others.unwrap(), rows));
        for (article, tags) in rows {
            let mut expected = tags_of(conn, article.id);
            expected.retain(|tag| tag.id > from);
            expected.reverse();
            expected.truncate(ask.top as usize);
            assert_eq!(tags, expected);
        }
    });
}
