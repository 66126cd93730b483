//! Real MariaDB or MySQL servers. Where the programs are missing, these tests fail.
#![cfg(unix)]
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used, unreachable_pub)]

mod support;

use kinfolk_throwaway::mysql::Server;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Result};
use std::net::TcpStream;

async fn connect(url: &str) -> Result<Conn> {
    Conn::from_url(url).await
}

#[tokio::test]
async fn two_servers_know_nothing_of_each_other() {
    let (first, second) = (Server::start().unwrap(), Server::start().unwrap());
    let mut client = connect(&first.url("mysql")).await.unwrap();
    client.query_drop("CREATE DATABASE blog").await.unwrap();
    client.query_drop("CREATE USER reader IDENTIFIED BY 'x'; GRANT SELECT ON blog.* TO reader").await.unwrap();
    let mut blog = connect(&first.url("blog")).await.unwrap();
    assert_eq!(blog.query_first::<String, _>("SELECT current_user()").await.unwrap().unwrap(), "kinfolk@%");
    assert!(connect(&second.url("blog")).await.is_err());

    let url = first.url("mysql");
    drop(first);
    assert!(connect(&url).await.is_err(), "stopped, though there are connections");
    assert!(client.query_drop("SELECT 1").await.is_err());
    connect(&second.url("mysql")).await.unwrap();
}

#[tokio::test]
async fn nobody_comes_in_without_the_password() {
    let server = Server::start().unwrap();
    let url = server.url("mysql");
    let (user, place) = url.split_once('@').unwrap();
    let (_, password) = user.rsplit_once(':').unwrap();
    assert_eq!(password.len(), 32);
    TcpStream::connect(place.split('/').next().unwrap()).unwrap();
    for user in ["root", "root:wrong", "kinfolk", "mysql", ""] {
        assert!(connect(&format!("mysql://{user}@{place}")).await.is_err(), "{user}");
    }
}

#[test]
fn nothing_is_left_when_the_owner_is_killed() {
    support::killed(
        "nothing_is_left_when_the_owner_is_killed",
        || Server::start().unwrap(),
        |server| server.url("mysql"),
    );
}
