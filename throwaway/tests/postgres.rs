//! Real PostgreSQL servers. Where the programs are missing, these tests fail.
#![cfg(unix)]
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, unreachable_pub)]

mod support;

use kinfolk_throwaway::postgres::Server;
use std::net::TcpStream;
use tokio_postgres::{Client, Error, NoTls};

async fn connect(url: &str) -> Result<Client, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

#[tokio::test]
async fn two_servers_know_nothing_of_each_other() {
    let (first, second) = (Server::start().unwrap(), Server::start().unwrap());
    let client = connect(&first.url("postgres")).await.unwrap();
    client.batch_execute("CREATE DATABASE blog").await.unwrap();
    let blog = connect(&first.url("blog")).await.unwrap();
    let row = blog.query_one("SELECT current_user::text, rolsuper FROM pg_roles WHERE rolname = current_user", &[]);
    let row = row.await.unwrap();
    assert_eq!((row.get(0), row.get(1)), ("postgres", true));
    assert!(connect(&second.url("blog")).await.is_err());

    let url = first.url("postgres");
    drop(first);
    assert!(connect(&url).await.is_err(), "stopped, though there are connections");
    assert!(client.batch_execute("SELECT 1").await.is_err());
    connect(&second.url("postgres")).await.unwrap();
}

#[tokio::test]
async fn nobody_comes_in_without_the_password() {
    let server = Server::start().unwrap();
    let url = server.url("postgres");
    let (user, place) = url.split_once('@').unwrap();
    let (_, password) = user.rsplit_once(':').unwrap();
    assert_eq!(password.len(), 32);
    TcpStream::connect(place.split('/').next().unwrap()).unwrap();
    for user in ["postgres", "postgres:wrong"] {
        assert!(connect(&format!("postgres://{user}@{place}")).await.is_err(), "{user}");
    }
}

#[test]
fn nothing_is_left_when_the_owner_is_killed() {
    support::killed(
        "nothing_is_left_when_the_owner_is_killed",
        || Server::start().unwrap(),
        |server| server.url("postgres"),
    );
}
