//! What is in the answers: structs that say what to load, and how it is written as JSON.

use super::schema::*;
use diesel::prelude::*;
use kinfolk::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Queryable, Selectable, Model)]
#[diesel(table_name = users)]
pub struct User {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, Queryable, Selectable, Model)]
#[diesel(table_name = tags)]
pub struct Tag {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Serialize, Queryable, Selectable, Model)]
#[diesel(table_name = articles)]
pub struct Article {
    pub id: i32,
    pub title: String,
}

/// An article in a list.
#[derive(Debug, Serialize, Projection)]
#[diesel(table_name = articles)]
pub struct Entry {
    #[diesel(embed)]
    #[serde(flatten)]
    pub article: Article,
    author: User,
    #[kinfolk(order = tags::name.asc())]
    tags: Vec<Tag>,
    /// How many there are.
    #[diesel(select_expression = articles::rel::comments.count())]
    comments: i64,
}

/// An article by itself.
#[derive(Debug, Serialize, Projection)]
#[diesel(table_name = articles)]
pub struct Page {
    #[diesel(embed)]
    #[serde(flatten)]
    pub article: Article,
    body: String,
    author: User,
    #[kinfolk(order = tags::name.asc())]
    tags: Vec<Tag>,
    #[kinfolk(filter = comments::parent_id.is_null())]
    comments: Vec<Comment>,
}

/// A comment with the answers to it, and those to them.
#[derive(Debug, Clone, Serialize, Projection)]
#[diesel(table_name = comments)]
pub struct Comment {
    id: i32,
    body: String,
    author: Option<User>,
    #[kinfolk(recursive)]
    replies: Vec<Comment>,
}

#[derive(Debug, Deserialize, Insertable)]
#[diesel(table_name = users)]
pub struct NewUser {
    name: String,
    email: String,
}

#[derive(Debug, Deserialize, Insertable)]
#[diesel(table_name = tags)]
pub struct NewTag {
    name: String,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = articles)]
pub struct NewArticle {
    pub author_id: i32,
    pub title: String,
    pub body: String,
    pub published: bool,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = comments)]
pub struct NewComment {
    pub article_id: i32,
    pub author_id: i32,
    pub parent_id: Option<i32>,
    pub body: String,
}
