//! The service shows itself: it is filled over HTTP, asked twice, and ends.

use super::database::Database;
use super::pool::Pool;
use super::service;
use kinfolk::instrument::QueryCount;
use reqwest::Client;
use serde_json::{Value, json};
use std::error::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// # Errors
/// When the service does not answer.
pub async fn show<D: Database>(pool: Pool<D>, count: &QueryCount) -> Result<(), Box<dyn Error + Send + Sync>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    let service = tokio::spawn(service::serve::<D>(listener, pool, async { drop(stopped.await) }));

    let client = Client::new();
    let post = async |path: &str, body: Value| -> reqwest::Result<Value> {
        client.post(format!("{address}{path}")).json(&body).send().await?.error_for_status()?.json().await
    };
    let ann = post("/users", json!({ "name": "Ann", "email": "ann@example.com" })).await?;
    let bob = post("/users", json!({ "name": "Bob", "email": "bob@example.com" })).await?;
    let rust = post("/tags", json!({ "name": "rust" })).await?;
    let article =
        json!({ "title": "Foreign keys are enough", "body": "…", "author_id": ann["id"], "tags": [rust["id"]] });
    let article = post("/articles", article).await?;
    let comments = format!("/articles/{}/comments", article["id"]);
    let question = post(&comments, json!({ "author_id": bob["id"], "body": "Always?" })).await?;
    post(&comments, json!({ "author_id": ann["id"], "body": "Mostly.", "parent_id": question["id"] })).await?;

    for path in ["/articles".to_owned(), format!("/articles/{}", article["id"])] {
        count.reset();
        let answer: Value = client.get(format!("{address}{path}")).send().await?.error_for_status()?.json().await?;
        println!("GET {path}: {} queries\n{answer:#}\n", count.queries());
    }
    // Closes its connections, which the service would wait for.
    drop(client);
    drop(stop);
    service.await??;
    Ok(())
}
