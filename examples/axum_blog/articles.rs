//! Articles: a list, one, a new one, and its tags.

use super::database::Database;
use super::models::{Article, Entry, NewArticle, Page};
use super::pool::Pool;
use super::problem::Problem;
use super::schema::*;
use super::service::inserted;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use diesel::prelude::*;
use diesel_async::AsyncConnection as _;
use kinfolk::AsyncConnection as _;
use kinfolk::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Range {
    /// Those older than this one.
    before: Option<i32>,
    #[serde(default = "Range::default_limit")]
    limit: i64,
}

impl Range {
    const LONGEST: i64 = 100;

    fn default_limit() -> i64 {
        20
    }
}

/// `GET /articles`: three queries, however many articles and tags there are.
pub async fn list<D: Database>(
    State(pool): State<Pool<D>>,
    Query(range): Query<Range>,
) -> Result<Json<Vec<Entry>>, Problem> {
    let conn = &mut *pool.get().await?;
    let entries = Entry::query()
        .filter(articles::published.eq(true).and(articles::id.lt(range.before.unwrap_or(i32::MAX))))
        .order(articles::id.desc())
        .limit(range.limit.clamp(0, Range::LONGEST));
    Ok(Json(conn.load_async(entries).await?))
}

/// `GET /articles/{id}`: the thread of comments is as deep as it is. All queries see one state of the database.
pub async fn one<D: Database>(State(pool): State<Pool<D>>, Path(id): Path<i32>) -> Result<Json<Page>, Problem> {
    let conn = &mut *pool.get().await?;
    page::<D>(conn, id).await.map(Json)
}

async fn page<D: Database>(conn: &mut D::Connection, id: i32) -> Result<Page, Problem> {
    let pages: Vec<Page> = conn.load_async(Page::query().filter(articles::id.eq(id)).in_snapshot()).await?;
    Ok(pages.into_iter().next().ok_or(diesel::NotFound)?)
}

#[derive(Deserialize)]
pub struct Draft {
    title: String,
    body: String,
    author_id: i32,
    /// Keys of tags.
    #[serde(default)]
    tags: Vec<i32>,
}

/// `POST /articles`: the article and its tags, or nothing.
pub async fn create<D: Database>(
    State(pool): State<Pool<D>>,
    Json(draft): Json<Draft>,
) -> Result<(StatusCode, Json<Page>), Problem> {
    let Draft { title, body, author_id, tags } = draft;
    let conn = &mut *pool.get().await?;
    let id = conn
        .transaction::<_, Problem, _>(async move |conn| {
            let article = NewArticle { author_id, title, body, published: true };
            conn.execute_async(diesel::insert_into(articles::table).values(article)).await?;
            let id = inserted::<D>(conn).await?;
            let article: Article = conn.first_async(Article::query().find(id)).await?;
            conn.execute_async(articles::rel::tags.links(&article).add(tags)).await?;
            Ok(id)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(page::<D>(conn, id).await?)))
}

/// `PUT /articles/{id}/tags`: these tags and no others.
pub async fn set_tags<D: Database>(
    State(pool): State<Pool<D>>,
    Path(id): Path<i32>,
    Json(tags): Json<Vec<i32>>,
) -> Result<Json<Page>, Problem> {
    let conn = &mut *pool.get().await?;
    let article: Article = conn.first_async(Article::query().find(id)).await?;
    conn.execute_async(articles::rel::tags.links(&article).set(tags)).await?;
    page::<D>(conn, id).await.map(Json)
}
