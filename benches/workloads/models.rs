//! The models of Diesel's side and of kinfolk's: the same structs for both.

use super::schema::*;
use diesel::prelude::*;
use kinfolk::prelude::*;

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Model)]
#[diesel(table_name = users)]
pub struct User {
    pub id: i32,
    pub name: String,
    pub hair_color: Option<String>,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Model)]
#[diesel(table_name = posts, belongs_to(User))]
pub struct Post {
    pub id: i32,
    pub user_id: i32,
    pub title: String,
    pub body: Option<String>,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Model)]
#[diesel(table_name = comments, belongs_to(Post))]
pub struct Comment {
    pub id: i32,
    pub post_id: i32,
    pub text: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Model)]
#[diesel(table_name = authors)]
pub struct Author {
    pub id: i32,
    pub name: String,
    pub email: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Model)]
#[diesel(table_name = articles)]
pub struct Article {
    pub id: i32,
    pub author_id: i32,
    pub title: String,
    pub body: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Model)]
#[diesel(table_name = articles)]
pub struct Headline {
    pub id: i32,
    pub author_id: i32,
    pub title: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Model)]
#[diesel(table_name = remarks, belongs_to(Article))]
pub struct Remark {
    pub id: i32,
    pub article_id: i32,
    pub author_id: i32,
    pub body: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Model)]
#[diesel(table_name = tags)]
pub struct Tag {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Model)]
#[diesel(table_name = article_tags, primary_key(article_id, tag_id), belongs_to(Article))]
pub struct ArticleTag {
    pub article_id: i32,
    pub tag_id: i32,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Model)]
#[diesel(table_name = parents)]
pub struct Parent {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Clone, Queryable, Selectable, Identifiable, Associations, Model)]
#[diesel(table_name = children, belongs_to(Parent))]
pub struct Child {
    pub id: i32,
    pub parent_id: i32,
    pub name: String,
}
