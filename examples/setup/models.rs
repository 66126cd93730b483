//! Models: the columns of a table that the examples want to see. `Clone` only where several parents share a row.

use super::schema::*;
use diesel::prelude::*;
use kinfolk::prelude::*;

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = users)]
pub struct User {
    pub id: i32,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = articles)]
pub struct Article {
    pub id: i32,
    pub author_id: i32,
    pub editor_id: Option<i32>,
    pub title: String,
}

#[derive(Debug, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = comments)]
pub struct Comment {
    pub id: i32,
    pub author_id: Option<i32>,
    pub body: String,
}

#[derive(Debug, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = tags)]
pub struct Tag {
    pub id: i32,
    pub name: String,
}
