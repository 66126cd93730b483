//! Seeing the queries: a log, a count, and assertions for tests. It works on any Diesel connection.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::assert_queries;
use kinfolk::instrument::{QueryCount, QueryLog};
use kinfolk::prelude::*;
use setup::models::{Article, Comment, User};
use setup::schema::articles;
use std::error::Error;

type Page = (Article, (User, Vec<Comment>));

fn pages(conn: &mut SqliteConnection) -> QueryResult<Vec<Page>> {
    articles::table.order(articles::id).include((articles::rel::author, articles::rel::comments)).load(conn)
}

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;

    // Each statement with its time, and its rows where kinfolk has read them. Binds are shown only when asked for.
    let log = QueryLog::new().with_binds();
    log.install(conn);
    pages(conn)?;
    let statements = log.statements();
    for statement in &statements {
        println!("{}", setup::show::wrapped("", &statement.to_string()));
    }
    assert_eq!(statements.iter().map(|statement| statement.rows()).collect::<Vec<_>>(), [Some(4), Some(2), Some(6)]);

    // To a logger of your own: `QueryLog::to(|statement| tracing::debug!(%statement))`.

    let count = QueryCount::new();
    count.install(conn);
    conn.transaction(pages)?;
    assert_eq!((count.queries(), count.transactions()), (3, 2));

    // In a test: it panics with the list of what was sent when there were more, or fewer.
    let loaded = assert_queries!(conn, 3, { pages(conn)? });
    assert_eq!(loaded.len(), 4);
    Ok(())
}
