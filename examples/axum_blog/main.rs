//! A service: axum, a pool of async connections, nested JSON straight from projections; on PostgreSQL or SQLite.
//!
//! ```sh
//! cargo run --example axum_blog --all-features                     # shows itself: a database of its own, two requests
//! cargo run --example axum_blog --all-features -- 127.0.0.1:3000   # serves until Ctrl-C or SIGTERM
//! ```
//!
//! `DATABASE_URL` says where the data is: `postgres://…`, or the path of a SQLite file.
#![allow(clippy::print_stdout, clippy::print_stderr, unreachable_pub, missing_docs)]

pub mod articles;
pub mod database;
pub mod demo;
pub mod models;
pub mod pool;
pub mod problem;
pub mod remarks;
#[path = "../../schema.rs"]
pub mod schema;
pub mod service;
pub mod signal;

use database::{Database, Sqlite};
use std::env;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let folder = tempfile::tempdir()?;
    match env::var("DATABASE_URL") {
        #[cfg(feature = "postgres")]
        Ok(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            run::<database::Postgres>(url).await
        }
        Ok(url) => run::<Sqlite>(url).await,
        Err(_) => run::<Sqlite>(folder.path().join("blog.db").display().to_string()).await,
    }
}

async fn run<D: Database>(url: String) -> Result<(), Box<dyn Error + Send + Sync>> {
    let settings = pool::Settings::default();
    let count = settings.count.clone();
    let pool = service::start::<D>(&url, settings).await?;
    match env::args().nth(1) {
        Some(address) => {
            let listener = tokio::net::TcpListener::bind(&address).await?;
            println!("http://{}", listener.local_addr()?);
            service::serve::<D>(listener, pool, signal::shutdown()).await?;
        }
        None => demo::show::<D>(pool, &count).await?,
    }
    Ok(())
}
