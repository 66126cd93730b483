//! As many parents as no list of bound values could name.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{Conn, empty, numbers, statements, without_foreign_keys};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use kinfolk::instrument::QueryCount;
use kinfolk::prelude::*;
use std::sync::Arc;

/// SQLite binds 32,766 values in a statement, the others 65,535.
const MANY: i32 = 200_000;

fn connect(rows: &str) -> (Conn, QueryCount) {
    let mut conn = empty();
    without_foreign_keys(&mut conn);
    conn.batch_execute(rows).unwrap();
    let count = QueryCount::new();
    count.install(&mut conn);
    (conn, count)
}

fn users_articles_comments() -> (Conn, QueryCount) {
    let users = numbers(1, MANY, "INSERT INTO users (id, name, email)", "i, 'user ' || i, i");
    // The first half of the users has two articles each, the first half of these has two comments each.
    let articles =
        numbers(1, MANY, "INSERT INTO articles (id, author_id, title, body)", "i, (i + 1) / 2, 'article ' || i, ''");
    let comments = numbers(
        1,
        MANY,
        "INSERT INTO comments (id, article_id, author_id, body)",
        "i, (i + 1) / 2, nullif(i, 10), 'comment ' || i",
    );
    connect(&format!("{users}{articles}{comments}"))
}

#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
struct Discussed {
    id: i32,
    comments: Vec<Remark>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = users)]
struct Writer {
    id: i32,
    authored_articles: Vec<Discussed>,
}

#[test]
fn to_many_of_to_many() {
    let (mut conn, count) = users_articles_comments();
    let conn = &mut conn;
    for filtered in [true, false] {
        count.reset();
        let query = Writer::query().order(users::id);
        let writers = if filtered { query.filter(users::id.gt(0)).load(conn) } else { query.load(conn) }.unwrap();
        let sent = if filtered { 1 + 2 * statements(MANY as usize, 1) } else { 3 };
        assert_eq!((count.queries(), Writer::QUERIES), (sent, 3));
        assert_eq!(writers.len(), MANY as usize);
        for (writer, id) in writers.iter().zip(1..) {
            assert_eq!(writer.id, id);
            let expected = if id <= MANY / 2 { &[id * 2 - 1, id * 2][..] } else { &[] };
            assert!(writer.authored_articles.iter().map(|article| &article.id).eq(expected));
            for article in &writer.authored_articles {
                let has = if article.id <= MANY / 2 { 2 } else { 0 };
                assert_eq!(article.comments.len(), has);
                if has > 0 {
                    assert_eq!(article.comments[1].body, format!("comment {}", article.id * 2));
                }
            }
        }
    }
}

#[derive(Debug, Projection)]
#[diesel(table_name = comments)]
struct Said {
    id: i32,
    article: Article,
    author: Option<Arc<User>>,
}

#[test]
fn to_one() {
    let (mut conn, count) = users_articles_comments();
    let rows = Said::query().filter(comments::id.gt(0)).order(comments::id).load(&mut conn).unwrap();
    let sent = 1 + statements(MANY as usize / 2, 1) + statements(MANY as usize - 1, 1);
    assert_eq!((count.queries(), Said::QUERIES), (sent, 3));
    assert_eq!(rows.len(), MANY as usize);
    for (row, id) in rows.iter().zip(1..) {
        assert_eq!((row.id, row.article.id), (id, (id + 1) / 2));
        assert_eq!(row.author.as_ref().map(|author| author.id), (id != 10).then_some(id));
    }
}

#[derive(Debug, Projection)]
#[diesel(table_name = article_revisions)]
struct Revised {
    article_id: i32,
    revision_notes: Vec<Note>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = revision_notes)]
struct Noted {
    id: i32,
    article_revision: Revision,
}

#[test]
fn keys_of_two_columns() {
    let revisions =
        numbers(1, 40_000, "INSERT INTO article_revisions (article_id, number, body)", "i, i % 3, 'body ' || i");
    let notes =
        numbers(1, 40_000, "INSERT INTO revision_notes (id, article_id, number, note)", "i, i, i % 3, 'note ' || i");
    let (mut conn, count) = connect(&format!("{revisions}{notes}"));
    let conn = &mut conn;
    for filtered in [true, false] {
        count.reset();
        let query = Revised::query().order(article_revisions::article_id);
        let rows = match filtered {
            true => query.filter(article_revisions::number.ge(0)).load(conn),
            false => query.load(conn),
        };
        let rows = rows.unwrap();
        let sent = if filtered { statements(40_000, 2) } else { 1 };
        assert_eq!((rows.len(), count.queries()), (40_000, 1 + sent));
        for (row, id) in rows.iter().zip(1..) {
            assert_eq!(row.article_id, id);
            assert!(matches!(&row.revision_notes[..], [note] if note.id == id));
        }
    }
    count.reset();
    let rows = Noted::query().order(revision_notes::id).load(conn).unwrap();
    assert_eq!((rows.len(), count.queries()), (40_000, 1 + statements(40_000, 2)));
    assert!(rows.iter().all(|row| row.article_revision.body == format!("body {}", row.id)));
}

#[derive(Debug, Clone, Projection)]
#[diesel(table_name = categories)]
struct Subject {
    id: i32,
    #[kinfolk(recursive)]
    children: Vec<Subject>,
}

#[test]
fn descendants() {
    // A root with 300 children, each with as many; the ids are in the order of the levels.
    let rows = numbers(1, 90_300, "INSERT INTO categories (id, name, parent_id)", "i, '', nullif((i - 1) / 300, 0)");
    let (mut conn, count) = connect(&rows);
    let roots = Subject::query().filter(categories::id.le(300)).order(categories::id).load(&mut conn).unwrap();
    assert_eq!((roots.len(), count.queries()), (300, 2));
    let below: Vec<_> = roots.iter().map(|root| root.children.len()).collect();
    assert_eq!(below.iter().sum::<usize>(), 90_000);
    assert!(roots.iter().all(|root| root.children.iter().all(|child| (child.id - 1) / 300 == root.id)));
}
