//! Rows that belong to rows of their own table.

use super::rows::{article, comment, user};
use super::{check_roots, random_blogs, sent};
use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::Conn;
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::sync::Arc;

fn replies_of(conn: &mut Conn, parent: i32) -> Vec<Comment> {
    comments::table
        .filter(comments::parent_id.eq(parent))
        .order(comments::id.desc())
        .select(Comment::as_select())
        .load(conn)
        .unwrap()
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Above {
    #[diesel(embed)]
    comment: Comment,
    article: Article,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Around {
    id: i32,
    parent: Option<Above>,
    #[kinfolk(order = comments::id.desc())]
    replies: Vec<Comment>,
}

fn around(conn: &mut Conn, row: &Comment) -> Around {
    let parent = row.parent_id.map(|parent| {
        let comment = comment(conn, parent);
        Above { article: article(conn, comment.article_id), comment }
    });
    Around { id: row.id, parent, replies: replies_of(conn, row.id) }
}

#[test]
fn parents_and_children() {
    assert_eq!(Around::QUERIES, 4);
    random_blogs(|conn, count, ask| {
        let queries = |rows: &[Around]| {
            let parents = rows.iter().filter(|row| row.parent.is_some()).count();
            1 + sent(rows.len(), 1) + sent(parents, 2)
        };
        check_roots!(conn, count, ask, Around, Comment, comments.id, around, queries);
    });
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    id: i32,
    author: Option<Arc<User>>,
    #[kinfolk(recursive, order = comments::id.desc())]
    replies: Vec<Thread>,
}

fn thread(conn: &mut Conn, row: &Comment) -> Thread {
    let author = row.author_id.map(|author| Arc::new(user(conn, author)));
    let replies = replies_of(conn, row.id);
    Thread { id: row.id, author, replies: replies.iter().map(|reply| thread(conn, reply)).collect() }
}

fn has_author(thread: &Thread) -> bool {
    thread.author.is_some() || thread.replies.iter().any(has_author)
}

#[test]
fn descendants_of_any_rows() {
    assert_eq!(Thread::QUERIES, 3);
    random_blogs(|conn, count, ask| {
        let queries = |rows: &[Thread]| 1 + sent(rows.len(), 1) + usize::from(rows.iter().any(has_author));
        check_roots!(conn, count, ask, Thread, Comment, comments.id, thread, queries);
    });
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Shallow {
    id: i32,
    #[kinfolk(recursive, depth = 2, filter = comments::author_id.is_not_null(), order = comments::id.desc())]
    replies: Vec<Shallow>,
}

fn shallow(conn: &mut Conn, row: &Comment, depth: u32) -> Shallow {
    let replies = if depth > 0 { replies_of(conn, row.id) } else { Vec::new() };
    let replies = replies.iter().filter(|reply| reply.author_id.is_some());
    Shallow { id: row.id, replies: replies.map(|reply| shallow(conn, reply, depth - 1)).collect() }
}

#[test]
fn descendants_of_a_few_generations() {
    random_blogs(|conn, count, ask| {
        let queries = |rows: &[Shallow]| 1 + sent(rows.len(), 1);
        let naive = |conn: &mut Conn, row: &Comment| shallow(conn, row, 2);
        check_roots!(conn, count, ask, Shallow, Comment, comments.id, naive, queries);
    });
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = categories)]
struct Subject {
    name: String,
    articles: Vec<Article>,
    #[kinfolk(recursive)]
    children: Vec<Subject>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Filed {
    id: i32,
    category: Option<Subject>,
}

fn subject(conn: &mut Conn, row: &Category) -> Subject {
    let articles = articles::table
        .filter(articles::category_id.eq(row.id))
        .order(articles::id)
        .select(Article::as_select())
        .load(conn);
    let children: Vec<Category> = categories::table
        .filter(categories::parent_id.eq(row.id))
        .order(categories::id)
        .select(Category::as_select())
        .load(conn)
        .unwrap();
    Subject {
        name: row.name.clone(),
        articles: articles.unwrap(),
        children: children.iter().map(|child| subject(conn, child)).collect(),
    }
}

fn filed(conn: &mut Conn, article: &Article) -> Filed {
    let category: Option<Category> = articles::table
        .inner_join(categories::table)
        .filter(articles::id.eq(article.id))
        .select(Category::as_select())
        .first(conn)
        .optional()
        .unwrap();
    Filed { id: article.id, category: category.map(|row| subject(conn, &row)) }
}

#[test]
fn trees_below_other_rows() {
    assert_eq!(Filed::QUERIES, 4);
    random_blogs(|conn, count, ask| {
        let queries = |rows: &[Filed]| 1 + sent(rows.iter().filter(|row| row.category.is_some()).count(), 3);
        check_roots!(conn, count, ask, Filed, Article, articles.id, filed, queries);
    });
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct JoinedThread {
    id: i32,
    #[kinfolk(join)]
    author: Option<User>,
    #[kinfolk(join)]
    parent: Option<Comment>,
    #[kinfolk(recursive, order = comments::id.desc())]
    replies: Vec<JoinedThread>,
}

fn joined_thread(conn: &mut Conn, row: &Comment) -> JoinedThread {
    JoinedThread {
        id: row.id,
        author: row.author_id.map(|author| user(conn, author)),
        parent: row.parent_id.map(|parent| comment(conn, parent)),
        replies: replies_of(conn, row.id).iter().map(|reply| joined_thread(conn, reply)).collect(),
    }
}

#[test]
fn descendants_with_joined_relations() {
    assert_eq!(JoinedThread::QUERIES, 2);
    random_blogs(|conn, _, ask| {
        let from = ask.from.unwrap_or(0);
        let rows = JoinedThread::query().filter(comments::id.gt(from)).order(comments::id).load(conn).unwrap();
        let models: Vec<Comment> = comments::table
            .filter(comments::id.gt(from))
            .order(comments::id)
            .select(Comment::as_select())
            .load(conn)
            .unwrap();
        assert_eq!(rows, models.iter().map(|row| joined_thread(conn, row)).collect::<Vec<_>>());
    });
}
