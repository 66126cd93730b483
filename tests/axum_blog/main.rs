//! The example service, over HTTP, on each of its databases.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::unwrap_used)]

#[path = "../../examples/axum_blog/main.rs"]
mod blog;
mod running;
#[path = "../support/mod.rs"]
mod support;

use blog::models::{Entry, Page};
use kinfolk::prelude::Projection as _;
use reqwest::StatusCode;
use running::{Place as _, Running, TestedDatabase};
use serde_json::{Value, json};
use std::time::Duration;

/// Each test on each database.
macro_rules! tests {
    ($($test:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test::<super::blog::database::Sqlite>().await;
            })*
        }
        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test::<super::blog::database::Postgres>().await;
            })*
        }
    };
}
tests! {
    lists_and_one,
    what_is_not_there,
    an_article_with_tags,
    an_article_is_made_whole_or_not_at_all,
    the_same_number_of_queries_for_any_number_of_rows,
    many_requests_at_once,
    too_many_requests,
    requests_that_are_given_up,
    shutdown_waits_for_requests,
    sigterm_shuts_down,
}

async fn lists_and_one<D: TestedDatabase>() {
    let service = Running::<D>::new().await;
    assert_eq!(service.get("/articles").await, (StatusCode::OK, json!([])));
    service.fill().await;
    let (status, list) = service.get("/articles").await;
    assert_eq!(status, StatusCode::OK);
    let expected = json!([
        { "id": 2, "title": "Second", "author": { "id": 2, "name": "Bob" }, "tags": [], "comments": 0 },
        {
            "id": 1, "title": "First", "author": { "id": 1, "name": "Ann" },
            "tags": [{ "id": 2, "name": "database" }, { "id": 1, "name": "rust" }], "comments": 3,
        },
    ]);
    assert_eq!(list, expected);
    assert_eq!(service.get("/articles?limit=1").await.1, json!([expected[0]]));
    assert_eq!(service.get("/articles?before=2").await.1, json!([expected[1]]));

    let (ann, bob) = (json!({ "id": 1, "name": "Ann" }), json!({ "id": 2, "name": "Bob" }));
    let one = json!({
        "id": 1, "title": "First", "body": "Words.", "author": ann,
        "tags": [{ "id": 2, "name": "database" }, { "id": 1, "name": "rust" }],
        "comments": [
            { "id": 1, "body": "Why?", "author": bob, "replies": [
                { "id": 2, "body": "Because.", "author": ann, "replies": [
                    { "id": 3, "body": "I see.", "author": bob, "replies": [] },
                ] },
            ] },
        ],
    });
    assert_eq!(service.get("/articles/1").await, (StatusCode::OK, one));
}

async fn what_is_not_there<D: TestedDatabase>() {
    let service = Running::<D>::new().await;
    service.fill().await;
    let missing = (StatusCode::NOT_FOUND, json!({ "error": "there is no such thing" }));
    assert_eq!(service.get("/articles/77").await, missing);
    assert_eq!(service.put("/articles/77/tags", json!([1])).await, missing);
    assert_eq!(service.get("/nowhere").await.0, StatusCode::NOT_FOUND);
    assert_eq!(service.get("/articles/x").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(service.post("/articles", json!({ "title": "No more" })).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let twice = service.post("/users", json!({ "name": "Ann", "email": "ann@example.com" })).await;
    assert_eq!(twice, (StatusCode::CONFLICT, json!({ "error": "there is one already" })));
}

async fn an_article_with_tags<D: TestedDatabase>() {
    let service = Running::<D>::new().await;
    service.fill().await;
    let article = json!({ "title": "Third", "body": "…", "author_id": 1, "tags": [1] });
    let (status, made) = service.post("/articles", article).await;
    let rust = json!({ "id": 1, "name": "rust" });
    assert_eq!((status, &made["id"], &made["tags"]), (StatusCode::CREATED, &json!(3), &json!([rust])));
    assert_eq!(service.get("/articles/3").await, (StatusCode::OK, made));
    let (status, changed) = service.put("/articles/3/tags", json!([2])).await;
    assert_eq!((status, &changed["tags"]), (StatusCode::OK, &json!([{ "id": 2, "name": "database" }])));
    assert_eq!(service.put("/articles/3/tags", json!([])).await.1["tags"], json!([]));
}

async fn an_article_is_made_whole_or_not_at_all<D: TestedDatabase>() {
    let service = Running::<D>::new().await;
    service.fill().await;
    let before = service.get("/articles").await;
    let error = json!({ "error": "it names something that is not there" });
    let wrong = (StatusCode::UNPROCESSABLE_ENTITY, error);
    let nobody = json!({ "title": "Third", "body": "…", "author_id": 77 });
    assert_eq!(service.post("/articles", nobody).await, wrong);
    let no_tag = json!({ "title": "Third", "body": "…", "author_id": 1, "tags": [1, 77] });
    assert_eq!(service.post("/articles", no_tag).await, wrong);
    assert_eq!(service.put("/articles/1/tags", json!([1, 77])).await, wrong);
    assert_eq!(service.get("/articles").await, before);
}

async fn the_same_number_of_queries_for_any_number_of_rows<D: TestedDatabase>() {
    let service = Running::<D>::new().await;
    service.fill().await;
    let queries = async || {
        let mut queries = Vec::new();
        for path in ["/articles", "/articles/1"] {
            service.count.reset();
            assert_eq!(service.get(path).await.0, StatusCode::OK);
            queries.push(service.count.queries());
        }
        queries
    };
    let few = queries().await;
    assert_eq!(few, [Entry::QUERIES, Page::QUERIES]);
    for number in 0..20 {
        let article = json!({ "title": format!("{number}"), "body": "…", "author_id": number % 2 + 1, "tags": [1, 2] });
        let (status, _) = service.post("/articles", article).await;
        assert_eq!(status, StatusCode::CREATED);
        let comment = json!({ "author_id": 1, "body": "More.", "parent_id": (number > 10).then_some(3) });
        assert_eq!(service.post("/articles/1/comments", comment).await.0, StatusCode::CREATED);
    }
    assert_eq!(queries().await, few);
}

async fn many_requests_at_once<D: TestedDatabase>() {
    let service = Running::<D>::new().await;
    service.fill().await;
    let expected = service.get("/articles/1").await;
    let requests: Vec<_> = (0..40)
        .map(|number| {
            let (client, expected) = (service.client(), expected.clone());
            tokio::spawn(async move {
                if number % 4 == 0 {
                    let article = json!({ "title": format!("{number}"), "body": "…", "author_id": 2, "tags": [1] });
                    assert_eq!(client.post("/articles", article).await.0, StatusCode::CREATED);
                } else {
                    assert_eq!(client.get("/articles/1").await, expected);
                }
            })
        })
        .collect();
    for request in requests {
        request.await.unwrap();
    }
    assert_eq!(service.get("/articles").await.1.as_array().unwrap().len(), 12);
}

async fn too_many_requests<D: TestedDatabase>() {
    let service = Running::<D>::with_connections(1, Duration::from_millis(100)).await;
    let taken = service.pool.get().await.unwrap();
    let busy = (StatusCode::SERVICE_UNAVAILABLE, json!({ "error": "too busy; try again" }));
    assert_eq!(service.get("/articles").await, busy);
    drop(taken);
    assert_eq!(service.get("/articles").await.0, StatusCode::OK);
}

/// A client that goes away ends its request in the middle; the connection is as good as before, or another one takes its
/// place.
async fn requests_that_are_given_up<D: TestedDatabase>() {
    let service = Running::<D>::with_connections(2, Duration::from_secs(10)).await;
    service.fill().await;
    let expected = service.get("/articles/1").await;
    for micros in (0..60).map(|step| step * 100) {
        for path in ["/articles/1", "/articles"] {
            let request = service.get(path);
            let _ = tokio::time::timeout(Duration::from_micros(micros), request).await;
        }
        assert_eq!(service.get("/articles/1").await, expected);
    }
    let article = json!({ "title": "Third", "body": "…", "author_id": 1 });
    assert_eq!(service.post("/articles", article).await.0, StatusCode::CREATED);
}

async fn shutdown_waits_for_requests<D: TestedDatabase>() {
    let mut service = Running::<D>::new().await;
    service.fill().await;
    let lock = service.database.lock();
    let client = service.client();
    let article = json!({ "title": "Third", "body": "…", "author_id": 1 });
    let request = tokio::spawn(async move { client.post("/articles", article).await });
    service.until_a_connection_is_taken().await;

    service.stop();
    service.until_nobody_is_served().await;
    assert!(!service.has_ended() && !request.is_finished());
    drop(lock);
    assert_eq!(request.await.unwrap().0, StatusCode::CREATED);
    service.ended().await;
}

async fn sigterm_shuts_down<D: TestedDatabase>() {
    let service = Running::<D>::until(Default::default(), blog::signal::shutdown()).await;
    assert_eq!(service.get("/articles").await.0, StatusCode::OK);
    let myself = std::process::id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &myself]).status().unwrap().success());
    service.ended().await;
}

/// What a client gets.
type Answer = (StatusCode, Value);
