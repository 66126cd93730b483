//! Articles with everything that belongs to them, three levels deep.

use super::data::Ask;
use super::rows::{tags_of, user};
use super::{check_roots, random_blogs, sent};
use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Conn, other_ways};
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::sync::Arc;

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Remarked {
    #[diesel(embed)]
    comment: Comment,
    author: Option<Arc<User>>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = article_revisions)]
struct Revised {
    number: i32,
    revision_notes: Vec<Note>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Page {
    #[diesel(embed)]
    article: Article,
    author: User,
    editor: Option<User>,
    #[kinfolk(filter = comments::body.ne("comment 3"), order = (comments::article_id, comments::id.desc()), top = 2)]
    comments: Vec<Remarked>,
    tags: Vec<Tag>,
    article_revisions: Vec<Revised>,
}

fn remarked(conn: &mut Conn, comment: Comment) -> Remarked {
    Remarked { author: comment.author_id.map(|author| Arc::new(user(conn, author))), comment }
}

fn revised(conn: &mut Conn, article: i32, number: i32) -> Revised {
    let notes = revision_notes::table
        .filter(revision_notes::article_id.eq(article).and(revision_notes::number.eq(number)))
        .order(revision_notes::id)
        .select(Note::as_select())
        .load(conn);
    Revised { number, revision_notes: notes.unwrap() }
}

fn page(conn: &mut Conn, article: &Article) -> Page {
    let comments: Vec<Comment> = comments::table
        .filter(comments::article_id.eq(article.id).and(comments::body.ne("comment 3")))
        .order(comments::id.desc())
        .limit(2)
        .select(Comment::as_select())
        .load(conn)
        .unwrap();
    let numbers: Vec<i32> = article_revisions::table
        .filter(article_revisions::article_id.eq(article.id))
        .order(article_revisions::number)
        .select(article_revisions::number)
        .load(conn)
        .unwrap();
    Page {
        author: user(conn, article.author_id),
        editor: article.editor_id.map(|editor| user(conn, editor)),
        comments: comments.into_iter().map(|comment| remarked(conn, comment)).collect(),
        tags: tags_of(conn, article.id),
        article_revisions: numbers.into_iter().map(|number| revised(conn, article.id, number)).collect(),
        article: article.clone(),
    }
}

fn queries(pages: &[Page]) -> usize {
    let editors = pages.iter().filter(|page| page.editor.is_some()).count();
    let comments = pages.iter().flat_map(|page| &page.comments);
    let authors = comments.filter(|comment| comment.author.is_some()).count();
    let revisions = pages.iter().flat_map(|page| &page.article_revisions).count();
    // The author, the comments, the tags and the revisions of any article; the rest only where there is a key.
    1 + sent(pages.len(), 4) + sent(editors, 1) + sent(authors, 1) + sent(revisions, 1)
}

#[test]
fn with_every_kind_of_relation() {
    assert_eq!(Page::QUERIES, 8);
    random_blogs(|conn, count, ask| check_roots!(conn, count, ask, Page, Article, articles.id, page, queries));
}

#[test]
fn more_than_once() {
    random_blogs(|conn, _, ask| {
        let from = ask.from.unwrap_or(0);
        let query = || {
            articles::table
                .join(articles::rel::comments)
                .filter(comments::id.gt(from))
                .order((comments::id, articles::id))
                .project::<Page>()
        };
        let rows = query().load(conn).unwrap();
        other_ways!(conn, query()).into_iter().for_each(|others| assert_eq!(others.unwrap(), rows));
        other_ways!(conn, query().limit(3))
            .into_iter()
            .for_each(|others| assert_eq!(others.unwrap()[..], rows[..rows.len().min(3)]));
        let models: Vec<Article> = articles::table
            .inner_join(comments::table)
            .filter(comments::id.gt(from))
            .order((comments::id, articles::id))
            .select(Article::as_select())
            .load(conn)
            .unwrap();
        assert_eq!(rows, models.iter().map(|article| page(conn, article)).collect::<Vec<_>>());
    });
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct JoinedRemark {
    #[diesel(embed)]
    comment: Comment,
    #[kinfolk(join)]
    author: Option<User>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct JoinedPage {
    id: i32,
    #[kinfolk(join)]
    author: User,
    #[kinfolk(join)]
    editor: Option<User>,
    #[kinfolk(order = comments::id.desc(), top = 2)]
    comments: Vec<JoinedRemark>,
}

fn joined_page(conn: &mut Conn, article: &Article) -> JoinedPage {
    let comments: Vec<Comment> = comments::table
        .filter(comments::article_id.eq(article.id))
        .order(comments::id.desc())
        .limit(2)
        .select(Comment::as_select())
        .load(conn)
        .unwrap();
    JoinedPage {
        id: article.id,
        author: user(conn, article.author_id),
        editor: article.editor_id.map(|editor| user(conn, editor)),
        comments: comments
            .into_iter()
            .map(|comment| JoinedRemark { author: comment.author_id.map(|author| user(conn, author)), comment })
            .collect(),
    }
}

#[test]
fn with_joined_relations() {
    assert_eq!(JoinedPage::QUERIES, 2);
    random_blogs(|conn, count, Ask { from, limit, .. }| {
        let (from, limit) = (from.unwrap_or(0), limit.unwrap_or(100));
        count.reset();
        let query = || JoinedPage::query().filter(articles::id.gt(from)).order(articles::id.desc()).limit(limit);
        let rows = query().load(conn).unwrap();
        assert_eq!(count.queries(), 1 + sent(rows.len(), 1));
        other_ways!(conn, query()).into_iter().for_each(|others| assert_eq!(others.unwrap(), rows));
        let models: Vec<Article> = articles::table
            .filter(articles::id.gt(from))
            .order(articles::id.desc())
            .limit(limit)
            .select(Article::as_select())
            .load(conn)
            .unwrap();
        assert_eq!(rows, models.iter().map(|article| joined_page(conn, article)).collect::<Vec<_>>());
        let whole = JoinedPage::query().order(articles::id).load(conn).unwrap();
        let models: Vec<Article> = articles::table.order(articles::id).select(Article::as_select()).load(conn).unwrap();
        assert_eq!(whole, models.iter().map(|article| joined_page(conn, article)).collect::<Vec<_>>());
    });
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Framed {
    title: String,
    #[diesel(embed)]
    page: Page,
    category: Option<Category>,
    #[diesel(embed)]
    joined: JoinedPage,
}

#[test]
fn projections_in_projections() {
    assert_eq!(Framed::QUERIES, 10);
    random_blogs(|conn, _, ask| {
        let from = ask.from.unwrap_or(0);
        let query = || Framed::query().filter(articles::id.gt(from)).order(articles::id);
        let rows = query().load(conn).unwrap();
        other_ways!(conn, query()).into_iter().for_each(|others| assert_eq!(others.unwrap(), rows));
        let models: Vec<(Article, Option<Category>)> = articles::table
            .left_join(categories::table)
            .filter(articles::id.gt(from))
            .order(articles::id)
            .select((Article::as_select(), Option::<Category>::as_select()))
            .load(conn)
            .unwrap();
        let framed = models.iter().map(|(article, category)| Framed {
            title: article.title.clone(),
            page: page(conn, article),
            category: category.clone(),
            joined: joined_page(conn, article),
        });
        assert_eq!(rows, framed.collect::<Vec<_>>());
    });
}
