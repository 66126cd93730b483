use super::schema::*;
use diesel::prelude::*;
use kinfolk::prelude::*;

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = users)]
pub struct User {
    pub id: i32,
    pub name: String,
    pub country_code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = profiles)]
pub struct Profile {
    pub id: i32,
    pub user_id: i32,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = countries)]
pub struct Country {
    pub code: String,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = articles)]
pub struct Article {
    pub id: i32,
    pub title: String,
    pub author_id: i32,
    pub editor_id: Option<i32>,
}

/// Not `Clone`, and without any key.
#[derive(Debug, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = comments)]
pub struct Remark {
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = comments)]
pub struct Comment {
    pub id: i32,
    pub article_id: i32,
    pub author_id: Option<i32>,
    pub parent_id: Option<i32>,
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = tags)]
pub struct Tag {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = categories)]
pub struct Category {
    pub id: i32,
    pub name: String,
    pub parent_id: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = article_revisions)]
pub struct Revision {
    pub number: i32,
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = revision_notes)]
pub struct Note {
    pub id: i32,
    pub note: String,
}
