//! The ways to load that only PostgreSQL has: side by side, in one round trip, in one statement.
//!
//! That they return what other loads return is tested on random blogs (`every_database/property`).

use crate::blog::models::*;
use crate::blog::schema::*;
use crate::database::{AsyncConn, Conn, Shared};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::{AsyncConnection as _, SimpleAsyncConnection as _};
use kinfolk::include::MissingRow;
use kinfolk::instrument::{Instruments, Observer, QueryLog, StatementId, StatementKind};
use kinfolk::prelude::*;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = articles)]
struct Page {
    id: i32,
    title: String,
    author: User,
    #[kinfolk(order = comments::id.desc(), top = 2)]
    comments: Vec<Remark>,
    tags: Vec<Tag>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Remark {
    body: String,
    author: Option<User>,
}

async fn connect(blog: &Shared) -> AsyncConn {
    AsyncConn::establish(blog.url()).await.unwrap()
}

/// Without the end of a snapshot, which nobody waits for: whether its answer is seen is a matter of luck.
fn sql_of(log: &QueryLog) -> Vec<String> {
    let statements = log.take().into_iter().map(|statement| statement.sql().to_owned());
    statements.filter(|sql| sql != "COMMIT").collect()
}

/// What the server says that connections to the database do, besides the one that asks.
fn states(blog: &Shared) -> Vec<String> {
    let states = "SELECT concat(state, ' ', wait_event) AS state FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let rows = diesel::sql_query(states).load::<State>(&mut Conn::establish(blog.url()).unwrap()).unwrap();
    rows.into_iter().map(|row| row.state).collect()
}

#[derive(QueryableByName)]
struct State {
    #[diesel(sql_type = diesel::sql_types::Text)]
    state: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn siblings_are_sent_before_the_first_is_answered() {
    let blog = Shared::new();
    let conn = &mut connect(&blog).await;
    let (log, started) = (QueryLog::new(), Started::default());
    conn.set_instrumentation(Instruments::new().with(started.clone()));
    log.install(conn);
    // The statements of authors, comments and tags all wait for a lock that this test holds.
    let mut other = Conn::establish(blog.url()).unwrap();
    other.batch_execute("BEGIN; LOCK TABLE users, comments, tags IN ACCESS EXCLUSIVE MODE").unwrap();
    {
        let mut loading = pin!(Page::query().order(articles::id).load_async(conn));
        for _ in 0..600 {
            if started.0.load(Ordering::Relaxed) == 4 {
                break;
            }
            let waited = tokio::time::timeout(Duration::from_millis(50), &mut loading).await;
            assert!(waited.is_err(), "nothing held it up");
        }
        assert_eq!(started.0.load(Ordering::Relaxed), 4, "the articles, and all that hangs on them");
        other.batch_execute("ROLLBACK").unwrap();
        assert_eq!(loading.await.unwrap().len(), 4);
    }
    let statements = log.statements();
    let rows: Vec<_> = statements.iter().map(|statement| (table(statement.sql()), statement.rows())).collect();
    // In the order in which they ended; the comments' authors come last.
    let expected = [("articles", 4), ("users", 2), ("comments", 4), ("article_tags", 4), ("users", 3)];
    assert_eq!(rows, expected.map(|(table, rows)| (table.to_owned(), Some(rows))));
}

/// How many statements have been sent.
#[derive(Clone, Default)]
struct Started(Arc<AtomicUsize>);

impl Observer for Started {
    fn started(&self, _: StatementId, _: &str, _: StatementKind) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// More rows than any buffer holds: the connection passes no answer on while the one before it is not taken.
#[tokio::test]
async fn many_rows_of_siblings() {
    let blog = Shared::new();
    let mut plain = Conn::establish(blog.url()).unwrap();
    plain
        .batch_execute(
            "INSERT INTO comments (id, article_id, author_id, body)
                SELECT 100 + n, 1 + n % 4, 1 + n % 3, repeat('long ', 20) FROM generate_series(1, 20000) AS n;
            INSERT INTO tags (id, name) SELECT 100 + n, 'tag ' || n FROM generate_series(1, 20000) AS n;
            INSERT INTO article_tags SELECT 1 + id % 4, id FROM tags WHERE id > 3",
        )
        .unwrap();
    type Row = (Article, (Vec<(Comment, Option<User>)>, Vec<Tag>, User));
    let query = || {
        let relations =
            (articles::rel::comments.include(comments::rel::author), articles::rel::tags, articles::rel::author);
        articles::table.order(articles::id).include(relations)
    };
    let expected: Vec<Row> = query().load(&mut plain).unwrap();
    assert!(expected.iter().all(|row| row.1.0.len() >= 5000 && row.1.1.len() >= 5000));
    let conn = &mut connect(&blog).await;
    let patience = Duration::from_secs(60);
    // The first time the statements are prepared, the second time they are known.
    for _ in 0..2 {
        let rows: Vec<Row> = tokio::time::timeout(patience, query().load_async(conn)).await.unwrap().unwrap();
        assert_eq!(rows, expected);
        let loading = query().in_one_round_trip().load_async(conn);
        let rows: Vec<Row> = tokio::time::timeout(patience, loading).await.unwrap().unwrap();
        assert_eq!(rows, expected);
        let loading = query().in_one_statement().load_async(conn);
        let rows: Vec<Row> = tokio::time::timeout(patience, loading).await.unwrap().unwrap();
        assert_eq!(rows, expected);
    }
}

/// The first table of a statement.
fn table(sql: &str) -> String {
    sql.split("FROM \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_round_trip_sends_each_query_with_that_of_its_parents() {
    let blog = Shared::new();
    let conn = &mut connect(&blog).await;
    let log = QueryLog::new();
    log.install(conn);
    let pages =
        Page::query().order(articles::views.desc()).limit(2).in_one_round_trip().load_async(conn).await.unwrap();
    assert_eq!(pages.iter().map(|page| page.id).collect::<Vec<_>>(), [4, 3]);
    assert_eq!(pages[0].comments[0].author.as_ref().unwrap().name, "Bob");
    let roots = r#" FROM "articles" ORDER BY "articles"."views" DESC, "articles"."id" LIMIT $1"#;
    let comments = r#"SELECT "comments"."author_id", ROW_NUMBER() OVER (PARTITION BY "comments"."article_id" ORDER BY "comments"."id" DESC, "comments"."id") FROM "comments""#;
    let statements = sql_of(&log);
    assert_eq!(statements.len(), 6, "{statements:#?}");
    assert_eq!(statements[0], "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    assert!(statements[1].ends_with(roots), "{}", statements[1]);
    let authors = format!(r#"WHERE ("users"."id") IN (SELECT "articles"."author_id"{roots})"#);
    assert!(statements[2].ends_with(&authors), "{}", statements[2]);
    let remarks = format!(
        r#"WHERE ("users"."id") IN (SELECT key_0 FROM ({comments} WHERE ("comments"."article_id") IN (SELECT "articles"."id"{roots})) AS kinfolk_parents (key_0, kinfolk_rank) WHERE kinfolk_rank <= 2)"#
    );
    assert!(statements[4].ends_with(&remarks), "{}", statements[4]);
    let tags = format!(
        r#"WHERE ("article_tags"."article_id") IN (SELECT "articles"."id"{roots}) ORDER BY "article_tags"."article_id", "article_tags"."tag_id""#
    );
    assert!(statements[5].ends_with(&tags), "{}", statements[5]);
    // A whole table needs no parents, and without a limit no order.
    let all = Page::query().order(articles::title).in_one_round_trip().load_async(conn).await.unwrap();
    assert_eq!(all.len(), 4);
    let statements = sql_of(&log);
    assert!(statements[1].ends_with(r#"ORDER BY "articles"."title""#), "{}", statements[1]);
    assert!(statements[5].ends_with(r#"ORDER BY "article_tags"."article_id", "article_tags"."tag_id""#));
    assert!(!statements[5].contains(" IN ("), "{}", statements[5]);
}

#[test]
fn one_statement_has_the_children_within() {
    let blog = Shared::new();
    let conn = &mut Conn::establish(blog.url()).unwrap();
    let log = QueryLog::new();
    log.install(conn);
    let expected = Page::query().order(articles::id.desc()).limit(2).load(conn).unwrap();
    assert_eq!(log.take().len(), Page::QUERIES);
    let pages = Page::query().order(articles::id.desc()).limit(2).in_one_statement().load(conn).unwrap();
    assert_eq!(pages, expected);
    let statements = log.take();
    assert_eq!((statements.len(), statements[0].rows()), (1, Some(2)));
    let remarks = concat!(
        r#"ARRAY(SELECT ROW("comments"."body", ARRAY(SELECT ROW("users"."id", "users"."name", "users"."country_code") "#,
        r#"FROM (SELECT "comments"."author_id") AS kinfolk_parent (key_0), "users" WHERE "users"."id" = kinfolk_parent.key_0)) "#,
        r#"FROM (SELECT "articles"."id") AS kinfolk_parent (key_0), "comments" "#,
        r#"WHERE "comments"."article_id" = kinfolk_parent.key_0 ORDER BY "comments"."id" DESC LIMIT 2)"#,
    );
    assert!(statements[0].sql().contains(remarks), "{}", statements[0].sql());

    let first = Page::query().order(articles::id).in_one_statement().first(conn).unwrap();
    assert_eq!(first.title, "One");
    let none = Page::query().filter(articles::id.eq(99)).in_one_statement().first(conn).optional().unwrap();
    assert_eq!(none, None);
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Tree {
    id: i32,
    #[diesel(embed)]
    whole: Comment,
    parent: Option<Comment>,
    #[kinfolk(filter = comments::author_id.is_not_null())]
    replies: Vec<Reply>,
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = comments)]
struct Reply {
    body: String,
    parent: Option<Comment>,
    replies: Vec<Comment>,
}

#[tokio::test(flavor = "multi_thread")]
async fn relations_of_a_table_with_itself() {
    let blog = Shared::new();
    let query = || Tree::query().order(comments::id);
    let expected = query().load(&mut Conn::establish(blog.url()).unwrap()).unwrap();
    assert_eq!(expected[0].replies[0].replies.len(), 0);
    assert_eq!(expected[0].replies[0].parent.as_ref().unwrap().body, "c1");
    assert_eq!(query().in_one_statement().load(&mut Conn::establish(blog.url()).unwrap()).unwrap(), expected);
    let conn = &mut connect(&blog).await;
    assert_eq!(query().in_one_statement().load_async(conn).await.unwrap(), expected);
    assert_eq!(query().in_one_round_trip().load_async(conn).await.unwrap(), expected);
}

/// The first query waits for the lock; by then its snapshot is taken.
fn held_up() -> diesel::expression::SqlLiteral<Bool> {
    sql::<Bool>("pg_advisory_xact_lock_shared(7) IS NOT NULL")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_round_trip_sees_one_state_while_somebody_writes() {
    for in_one_round_trip in [true, false] {
        let blog = Shared::new();
        let mut writer = Conn::establish(blog.url()).unwrap();
        writer.batch_execute("SELECT pg_advisory_lock(7)").unwrap();
        let mut conn = connect(&blog).await;
        let loading = tokio::spawn(async move {
            let query = Page::query().filter(articles::id.eq(1)).filter(held_up());
            match in_one_round_trip {
                true => query.in_one_round_trip().load_async(&mut conn).await,
                false => query.load_async(&mut conn).await,
            }
        });
        while !states(&blog).contains(&"active advisory".to_owned()) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        // Committed before the lock is given back.
        writer.batch_execute("DELETE FROM comments; DELETE FROM article_tags").unwrap();
        writer.batch_execute("SELECT pg_advisory_unlock(7)").unwrap();
        let pages = loading.await.unwrap().unwrap();
        let seen = (pages[0].comments.len(), pages[0].tags.len());
        assert_eq!(seen, if in_one_round_trip { (2, 2) } else { (0, 0) });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_the_order_leaves_equal() {
    let blog = Shared::new();
    let mut plain = Conn::establish(blog.url()).unwrap();
    plain.batch_execute("UPDATE articles SET views = 0; UPDATE comments SET body = 'same'").unwrap();
    let conn = &mut connect(&blog).await;
    for limit in 1..4 {
        let query = Page::query().order(articles::views).limit(limit).in_one_round_trip();
        let pages = query.load_async(conn).await.unwrap();
        let expected = Page::query().order(articles::id).limit(limit).load(&mut plain).unwrap();
        assert_eq!(pages, expected);
    }
    type Discussed = (Article, Vec<(Comment, Option<User>)>);
    let query = articles::table
        .filter(articles::id.eq(1))
        .include(articles::rel::comments.order(comments::body).top(1).include(comments::rel::author))
        .in_one_round_trip();
    let rows: Vec<Discussed> = query.load_async(conn).await.unwrap();
    assert_eq!((rows[0].1[0].0.id, rows[0].1[0].1.as_ref().unwrap().name.as_str()), (1, "Bob"));
}

#[tokio::test(flavor = "multi_thread")]
async fn inside_a_transaction_its_writes_are_seen() {
    let blog = Shared::new();
    let conn = &mut connect(&blog).await;
    let log = QueryLog::new();
    log.install(conn);
    let pages = conn
        .transaction::<_, diesel::result::Error, _>(async |conn| {
            conn.batch_execute("UPDATE articles SET title = 'New' WHERE id = 1").await?;
            let query = || Page::query().filter(articles::id.eq(1));
            let pages = query().in_one_round_trip().load_async(conn).await?;
            assert_eq!(query().in_one_statement().load_async(conn).await?, pages);
            Ok(pages)
        })
        .await
        .unwrap();
    assert_eq!((pages[0].title.as_str(), pages[0].comments.len()), ("New", 2));
    assert!(!sql_of(&log).iter().any(|sql| sql.contains("READ ONLY")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_fails_leaves_the_connection_as_it_was() {
    let blog = Shared::new();
    let conn = &mut connect(&blog).await;
    let mut other = Conn::establish(blog.url()).unwrap();
    other.batch_execute("ALTER TABLE tags RENAME TO labels").unwrap();
    let error = Page::query().in_one_round_trip().load_async(conn).await.unwrap_err().to_string();
    assert!(error.contains(r#"relation "tags" does not exist"#), "{error}");
    assert!(Page::query().in_one_statement().load_async(conn).await.is_err());
    assert!(Page::query().load_async(conn).await.is_err());
    other.batch_execute("ALTER TABLE labels RENAME TO tags").unwrap();
    assert_eq!(Page::query().in_one_round_trip().load_async(conn).await.unwrap().len(), 4);
    conn.batch_execute("DELETE FROM tags WHERE id = 3").await.unwrap();
    assert!(!states(&blog).iter().any(|state| state.contains("in transaction")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_is_dropped_leaves_the_connection_as_it_was() {
    let blog = Shared::new();
    let mut conn = connect(&blog).await;
    let expected = Page::query().order(articles::id).load_async(&mut conn).await.unwrap();
    for polls in 0..40 {
        {
            let mut loading = pin!(Page::query().order(articles::id).in_one_round_trip().load_async(&mut conn));
            for _ in 0..polls {
                if let Poll::Ready(rows) = loading.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                    assert_eq!(rows.unwrap(), expected);
                    break;
                }
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
        }
        // A statement that would fail in the read-only transaction of a snapshot.
        conn.batch_execute("UPDATE articles SET views = views").await.unwrap();
        let again = Page::query().order(articles::id).in_one_round_trip().load_async(&mut conn).await.unwrap();
        assert_eq!(again, expected, "after {polls} polls");
        {
            let mut loading = pin!(Page::query().order(articles::id).load_async(&mut conn));
            for _ in 0..polls {
                if loading.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
                    break;
                }
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
        }
        assert_eq!(Page::query().order(articles::id).load_async(&mut conn).await.unwrap(), expected);
    }
    conn.batch_execute("SELECT 1").await.unwrap();
    assert!(!states(&blog).iter().any(|state| state.contains("in transaction")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_row_is_named() {
    let blog = Shared::new();
    let mut plain = Conn::establish(blog.url()).unwrap();
    plain.batch_execute("SET session_replication_role = replica; DELETE FROM users WHERE id = 2").unwrap();
    let conn = &mut connect(&blog).await;
    let errors = [
        Page::query().in_one_round_trip().load_async(conn).await.unwrap_err(),
        Page::query().in_one_statement().load_async(conn).await.unwrap_err(),
        Page::query().in_one_statement().load(&mut plain).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(MissingRow::of(&error).unwrap().relation().path(), "articles::rel::author");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_part_of_other_statements_is_loaded_in_a_snapshot() {
    let blog = Shared::new();
    let conn = &mut connect(&blog).await;
    let log = QueryLog::new();
    log.install(conn);
    let expected = Page::query().order(articles::id).load_async(conn).await.unwrap();
    log.take();
    let query = || Page::query().distinct().order(articles::id);
    assert_eq!(query().in_one_round_trip().load_async(conn).await.unwrap(), expected);
    let statements = sql_of(&log);
    assert!(statements[0].starts_with("BEGIN"), "{statements:#?}");
    assert!(!statements.iter().any(|sql| sql.contains("IN (SELECT")), "{statements:#?}");
    assert_eq!(query().in_one_statement().load_async(conn).await.unwrap(), expected);
    assert!(sql_of(&log).len() > Page::QUERIES);
    let boxed = Page::query().order(articles::id).into_boxed::<diesel::pg::Pg>();
    assert_eq!(boxed.in_one_statement().load(&mut Conn::establish(blog.url()).unwrap()).unwrap(), expected);
}

#[test]
fn borrowed_values_in_the_first_query() {
    let blog = Shared::new();
    let conn = &mut Conn::establish(blog.url()).unwrap();
    let title = String::from("One");
    let pages = Page::query().filter(articles::title.eq(&title)).in_one_statement().load(conn).unwrap();
    assert_eq!((pages.len(), pages[0].tags.len()), (1, 2));
}

/// Loads `query` on a connection of a pool: as one that is not in a pool.
async fn load_pooled<C>(conn: &mut C) -> Vec<String>
where
    C: kinfolk::AsyncConnection<Backend = diesel::pg::Pg> + 'static,
{
    let log = QueryLog::new();
    log.install(conn);
    let query = || Page::query().order(articles::id).in_one_round_trip();
    let direct = query().load_async(conn).await.unwrap();
    assert_eq!(direct.len(), 4);
    assert_eq!(kinfolk::AsyncConnection::load_async(conn, query()).await.unwrap(), direct);
    sql_of(&log)
}

#[cfg(all(feature = "bb8", feature = "deadpool"))]
#[tokio::test(flavor = "multi_thread")]
async fn connections_of_pools() {
    use diesel_async::pooled_connection::{AsyncDieselConnectionManager, bb8, deadpool};
    let blog = Shared::new();
    let manager = || AsyncDieselConnectionManager::<AsyncConn>::new(blog.url());
    let deadpool = deadpool::Pool::builder(manager()).max_size(1).build().unwrap();
    let bb8 = bb8::Pool::builder().max_size(1).build(manager()).await.unwrap();
    let statements =
        [load_pooled(&mut deadpool.get().await.unwrap()).await, load_pooled(&mut bb8.get_owned().await.unwrap()).await];
    for statements in statements {
        assert_eq!(statements.iter().filter(|sql| sql.starts_with("BEGIN ISOLATION")).count(), 2, "{statements:#?}");
        assert_eq!(statements.iter().filter(|sql| sql.contains("IN (SELECT")).count(), 4, "{statements:#?}");
    }
}
