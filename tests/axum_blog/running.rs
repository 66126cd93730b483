//! A service that runs, on a database of its own.

use crate::Answer;
#[cfg(feature = "postgres")]
use crate::blog::database::Postgres;
use crate::blog::database::{Database, Sqlite};
use crate::blog::pool::{Pool, Settings};
use crate::blog::service;
#[cfg(feature = "postgres")]
use crate::support::postgres::TestDatabase;
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use kinfolk::instrument::QueryCount;
use reqwest::Client;
use serde_json::{Value, json};
use std::any::Any;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A database for one test.
pub trait TestedDatabase: Database {
    type Place: Place;
}

pub trait Place: Send + Sync {
    fn new() -> Self;
    fn url(&self) -> String;
    /// Lets nobody write until it is dropped.
    fn lock(&self) -> Box<dyn Any>;
}

impl TestedDatabase for Sqlite {
    type Place = TempDir;
}

impl Place for TempDir {
    fn new() -> Self {
        tempfile::tempdir().unwrap()
    }

    fn url(&self) -> String {
        self.path().join("blog.db").display().to_string()
    }

    fn lock(&self) -> Box<dyn Any> {
        let mut conn = SqliteConnection::establish(&self.url()).unwrap();
        conn.batch_execute("BEGIN IMMEDIATE").unwrap();
        Box::new(conn)
    }
}

#[cfg(feature = "postgres")]
impl TestedDatabase for Postgres {
    type Place = TestDatabase;
}

#[cfg(feature = "postgres")]
impl Place for TestDatabase {
    fn new() -> Self {
        Self::new()
    }

    fn url(&self) -> String {
        self.url().to_owned()
    }

    fn lock(&self) -> Box<dyn Any> {
        let mut conn = diesel::PgConnection::establish(self.url()).unwrap();
        conn.batch_execute("BEGIN; LOCK TABLE articles IN EXCLUSIVE MODE").unwrap();
        Box::new(conn)
    }
}

pub struct Running<D: TestedDatabase> {
    requests: Requests,
    pub pool: Pool<D>,
    pub count: QueryCount,
    stop: Option<oneshot::Sender<()>>,
    service: JoinHandle<std::io::Result<()>>,
    pub database: D::Place,
}

impl<D: TestedDatabase> Running<D> {
    pub async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    pub async fn with_connections(connections: u32, patience: Duration) -> Self {
        Self::with(Settings { connections, patience, ..Settings::default() }).await
    }

    async fn with(settings: Settings) -> Self {
        let (stop, stopped) = oneshot::channel();
        let running = Self::until(settings, async { drop(stopped.await) }).await;
        Self { stop: Some(stop), ..running }
    }

    pub async fn until(settings: Settings, shutdown: impl Future<Output = ()> + Send + 'static) -> Self {
        let database = D::Place::new();
        let count = settings.count.clone();
        let pool = service::start::<D>(&database.url(), settings).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let requests = Requests { client: Client::new(), address: listener.local_addr().unwrap().to_string() };
        let service = tokio::spawn(service::serve::<D>(listener, pool.clone(), shutdown));
        Self { requests, pool, count, stop: None, service, database }
    }

    /// Two users, two tags, two articles, a thread of three comments.
    pub async fn fill(&self) {
        let made = [
            ("/users", json!({ "name": "Ann", "email": "ann@example.com" })),
            ("/users", json!({ "name": "Bob", "email": "bob@example.com" })),
            ("/tags", json!({ "name": "rust" })),
            ("/tags", json!({ "name": "database" })),
            ("/articles", json!({ "title": "First", "body": "Words.", "author_id": 1, "tags": [1, 2] })),
            ("/articles", json!({ "title": "Second", "body": "More words.", "author_id": 2 })),
            ("/articles/1/comments", json!({ "author_id": 2, "body": "Why?" })),
            ("/articles/1/comments", json!({ "author_id": 1, "body": "Because.", "parent_id": 1 })),
            ("/articles/1/comments", json!({ "author_id": 2, "body": "I see.", "parent_id": 2 })),
        ];
        for (path, body) in made {
            let (status, answer) = self.post(path, body).await;
            assert!(status.is_success(), "{path}: {status} {answer}");
        }
    }

    pub fn client(&self) -> Requests {
        self.requests.clone()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.requests.get(path).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.requests.post(path, body).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.requests.put(path, body).await
    }

    /// Asks it to end.
    pub fn stop(&mut self) {
        drop(self.stop.take());
    }

    pub async fn until_a_connection_is_taken(&self) {
        until(async || self.pool.state().idle_connections < self.pool.state().connections).await;
    }

    pub async fn until_nobody_is_served(&self) {
        until(async || TcpStream::connect(&self.requests.address).await.is_err()).await;
    }

    pub fn has_ended(&self) -> bool {
        self.service.is_finished()
    }

    pub async fn ended(self) {
        // Its connections, which are kept for further requests.
        drop(self.requests);
        let ended = tokio::time::timeout(Duration::from_secs(20), self.service).await;
        ended.expect("it ends").unwrap().unwrap();
    }
}

async fn until(mut is: impl AsyncFnMut() -> bool) {
    for _ in 0..2_000 {
        if is().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it does not come about");
}

#[derive(Clone)]
pub struct Requests {
    client: Client,
    address: String,
}

impl Requests {
    pub async fn get(&self, path: &str) -> Answer {
        answer(self.client.get(self.url(path))).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        answer(self.client.post(self.url(path)).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        answer(self.client.put(self.url(path)).json(&body)).await
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// The status and the body; none where it is no JSON.
async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap_or_default())
}
