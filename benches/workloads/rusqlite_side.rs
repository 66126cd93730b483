//! The workloads with rusqlite, as fast as its interface allows: prepared statements, keys as one JSON text.

use super::models::*;
use rusqlite::{Connection, Result, Row};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write as _;

pub type Tree = (User, Vec<(Post, Vec<Comment>)>);
pub type Page = (Article, Author, Vec<Tag>, Vec<(Remark, Author)>);

/// The distinct keys as JSON, and the place of each.
#[derive(Default)]
struct Keys {
    json: String,
    places: FxHashMap<i32, usize>,
}

impl Keys {
    fn new(keys: impl Iterator<Item = i32>) -> Self {
        let mut this = Self::default();
        for key in keys {
            let place = this.places.len();
            if let Entry::Vacant(new) = this.places.entry(key) {
                new.insert(place);
                let separator = if place == 0 { '[' } else { ',' };
                let _ = write!(this.json, "{separator}{key}");
            }
        }
        this.json.push_str(if this.json.is_empty() { "[]" } else { "]" });
        this
    }
}

fn all<T>(
    conn: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    conn.prepare_cached(sql)?.query_map(parameters, read)?.collect()
}

fn user(row: &Row<'_>) -> Result<Tree> {
    Ok((User { id: row.get(0)?, name: row.get(1)?, hair_color: row.get(2)? }, Vec::new()))
}

fn post(row: &Row<'_>) -> Result<Post> {
    Ok(Post { id: row.get(0)?, user_id: row.get(1)?, title: row.get(2)?, body: row.get(3)? })
}

fn comment(row: &Row<'_>) -> Result<Comment> {
    Ok(Comment { id: row.get(0)?, post_id: row.get(1)?, text: row.get(2)? })
}

fn author(row: &Row<'_>, at: usize) -> Result<Author> {
    Ok(Author { id: row.get(at)?, name: row.get(at + 1)?, email: row.get(at + 2)? })
}

pub fn trees(conn: &Connection) -> Result<Vec<Tree>> {
    let users = all(conn, "SELECT id, name, hair_color FROM users", [], user)?;
    let places: FxHashMap<_, _> = users.iter().enumerate().map(|(place, (user, _))| (user.id, place)).collect();
    let mut posts = conn.prepare_cached("SELECT id, user_id, title, body FROM posts")?;
    let mut comments = conn.prepare_cached("SELECT id, post_id, text FROM comments")?;
    below(users, &places, posts.query([])?, |_| comments.query([]))
}

pub fn filtered_trees(conn: &Connection) -> Result<Vec<Tree>> {
    let users = all(conn, "SELECT id, name, hair_color FROM users WHERE id > ?", [0], user)?;
    let keys = Keys::new(users.iter().map(|(user, _)| user.id));
    let mut posts = conn.prepare_cached(
        "SELECT id, user_id, title, body FROM posts WHERE user_id IN (SELECT value FROM json_each(?))",
    )?;
    let mut comments = conn
        .prepare_cached("SELECT id, post_id, text FROM comments WHERE post_id IN (SELECT value FROM json_each(?))")?;
    below(users, &keys.places, posts.query([&keys.json])?, |ids| comments.query([Keys::new(ids.iter().copied()).json]))
}

fn below<'stmt>(
    mut users: Vec<Tree>,
    user_places: &FxHashMap<i32, usize>,
    mut posts: rusqlite::Rows<'_>,
    comments: impl FnOnce(&[i32]) -> Result<rusqlite::Rows<'stmt>>,
) -> Result<Vec<Tree>> {
    let mut ids = Vec::new();
    let mut post_places = FxHashMap::default();
    while let Some(row) = posts.next()? {
        let post = post(row)?;
        let user = user_places[&post.user_id];
        post_places.insert(post.id, (user, users[user].1.len()));
        ids.push(post.id);
        users[user].1.push((post, Vec::new()));
    }
    let mut comments = comments(&ids)?;
    while let Some(row) = comments.next()? {
        let comment = comment(row)?;
        let (user, post) = post_places[&comment.post_id];
        users[user].1[post].1.push(comment);
    }
    Ok(users)
}

pub fn page(conn: &Connection) -> Result<Vec<Page>> {
    let sql = "SELECT a.id, a.author_id, a.title, a.body, u.id, u.name, u.email \
               FROM articles a JOIN authors u ON u.id = a.author_id ORDER BY a.id DESC LIMIT 20";
    let mut page = all(conn, sql, [], |row| {
        let article = Article { id: row.get(0)?, author_id: row.get(1)?, title: row.get(2)?, body: row.get(3)? };
        Ok((article, author(row, 4)?, Vec::new(), Vec::new()))
    })?;
    let keys = Keys::new(page.iter().map(|page| page.0.id));
    let mut statement = conn.prepare_cached(
        "SELECT l.article_id, t.id, t.name FROM article_tags l JOIN tags t ON t.id = l.tag_id \
         WHERE l.article_id IN (SELECT value FROM json_each(?))",
    )?;
    let mut rows = statement.query([&keys.json])?;
    while let Some(row) = rows.next()? {
        page[keys.places[&row.get(0)?]].2.push(Tag { id: row.get(1)?, name: row.get(2)? });
    }
    let mut statement = conn.prepare_cached(
        "SELECT r.id, r.article_id, r.author_id, r.body, u.id, u.name, u.email \
         FROM remarks r JOIN authors u ON u.id = r.author_id WHERE r.article_id IN (SELECT value FROM json_each(?))",
    )?;
    let mut rows = statement.query([&keys.json])?;
    while let Some(row) = rows.next()? {
        let remark = Remark { id: row.get(0)?, article_id: row.get(1)?, author_id: row.get(2)?, body: row.get(3)? };
        page[keys.places[&remark.article_id]].3.push((remark, author(row, 4)?));
    }
    Ok(page)
}

pub fn family(conn: &Connection, id: i32) -> Result<Vec<(Parent, Vec<Child>)>> {
    let parents = all(conn, "SELECT id, name FROM parents WHERE id = ?", [id], |row| {
        Ok(Parent { id: row.get(0)?, name: row.get(1)? })
    })?;
    let children = all(conn, "SELECT id, parent_id, name FROM children WHERE parent_id = ?", [id], |row| {
        Ok(Child { id: row.get(0)?, parent_id: row.get(1)?, name: row.get(2)? })
    })?;
    Ok(parents.into_iter().zip([children]).collect())
}

pub fn headlines(conn: &Connection) -> Result<Vec<(Headline, Author)>> {
    let headlines = all(conn, "SELECT id, author_id, title FROM articles", [], |row| {
        Ok(Headline { id: row.get(0)?, author_id: row.get(1)?, title: row.get(2)? })
    })?;
    let keys = Keys::new(headlines.iter().map(|headline| headline.author_id));
    let sql = "SELECT id, name, email FROM authors WHERE id IN (SELECT value FROM json_each(?))";
    let authors = all(conn, sql, [&keys.json], |row| author(row, 0))?;
    let authors: FxHashMap<_, _> = authors.iter().map(|author| (author.id, author)).collect();
    Ok(headlines
        .into_iter()
        .map(|h| {
            let author = authors[&h.author_id].clone();
            (h, author)
        })
        .collect())
}
