//! What is said about articles, by whom, and the tags they can have.

use super::database::Database;
use super::models::{NewComment, NewTag, NewUser};
use super::pool::Pool;
use super::problem::Problem;
use super::schema::*;
use super::service::inserted;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use diesel::insert_into;
use kinfolk::AsyncConnection as _;
use serde::Deserialize;
use serde_json::{Value, json};

type Created = Result<(StatusCode, Json<Value>), Problem>;

fn created(id: i32) -> Created {
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

/// `POST /users`
pub async fn create_user<D: Database>(State(pool): State<Pool<D>>, Json(user): Json<NewUser>) -> Created {
    let conn = &mut *pool.get().await?;
    conn.execute_async(insert_into(users::table).values(user)).await?;
    created(inserted::<D>(conn).await?)
}

/// `POST /tags`
pub async fn create_tag<D: Database>(State(pool): State<Pool<D>>, Json(tag): Json<NewTag>) -> Created {
    let conn = &mut *pool.get().await?;
    conn.execute_async(insert_into(tags::table).values(tag)).await?;
    created(inserted::<D>(conn).await?)
}

#[derive(Deserialize)]
pub struct Remark {
    author_id: i32,
    /// The comment that this one answers.
    parent_id: Option<i32>,
    body: String,
}

/// `POST /articles/{id}/comments`
pub async fn create_comment<D: Database>(
    State(pool): State<Pool<D>>,
    Path(article_id): Path<i32>,
    Json(Remark { author_id, parent_id, body }): Json<Remark>,
) -> Created {
    let conn = &mut *pool.get().await?;
    let comment = NewComment { article_id, author_id, parent_id, body };
    conn.execute_async(insert_into(comments::table).values(comment)).await?;
    created(inserted::<D>(conn).await?)
}
