//! Single rows by plain Diesel.

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::Conn;
use diesel::prelude::*;

pub(super) fn user(conn: &mut Conn, id: i32) -> User {
    users::table.find(id).select(User::as_select()).first(conn).unwrap()
}

pub(super) fn article(conn: &mut Conn, id: i32) -> Article {
    articles::table.find(id).select(Article::as_select()).first(conn).unwrap()
}

pub(super) fn comment(conn: &mut Conn, id: i32) -> Comment {
    comments::table.find(id).select(Comment::as_select()).first(conn).unwrap()
}

pub(super) fn tags_of(conn: &mut Conn, article: i32) -> Vec<Tag> {
    article_tags::table
        .inner_join(tags::table)
        .filter(article_tags::article_id.eq(article))
        .order(tags::id)
        .select(Tag::as_select())
        .load(conn)
        .unwrap()
}
