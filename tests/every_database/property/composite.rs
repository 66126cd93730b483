//! Keys of two columns.

use super::rows::article;
use super::{check_roots, random_blogs, sent};
use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::Conn;
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::rc::Rc;

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = article_revisions)]
struct Noted {
    body: String,
    article: Article,
    #[kinfolk(order = revision_notes::id.desc(), top = 2)]
    revision_notes: Vec<Note>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = revision_notes)]
struct About {
    note: String,
    article_revision: Rc<Noted>,
}

#[derive(Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = revision_notes)]
struct NoteRow {
    article_id: i32,
    number: i32,
    note: String,
}

fn noted(conn: &mut Conn, article_id: i32, number: i32) -> Noted {
    let body = article_revisions::table.find((article_id, number)).select(article_revisions::body).first(conn);
    let notes = revision_notes::table
        .filter(revision_notes::article_id.eq(article_id).and(revision_notes::number.eq(number)))
        .order(revision_notes::id.desc())
        .limit(2)
        .select(Note::as_select())
        .load(conn);
    Noted { body: body.unwrap(), article: article(conn, article_id), revision_notes: notes.unwrap() }
}

fn about(conn: &mut Conn, row: &NoteRow) -> About {
    About { note: row.note.clone(), article_revision: Rc::new(noted(conn, row.article_id, row.number)) }
}

#[test]
fn of_foreign_keys_and_back() {
    assert_eq!(About::QUERIES, 4);
    random_blogs(|conn, count, ask| {
        let queries = |rows: &[About]| 1 + sent(rows.len(), 3);
        check_roots!(conn, count, ask, About, NoteRow, revision_notes.id, about, queries);
    });
}
