//! The query log, the counts and the N+1 detector on real SQLite connections.
#![allow(missing_docs, clippy::unwrap_used)]

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use kinfolk::assert_queries;
use kinfolk::instrument::{Instruments, NPlusOne, QueryCount, QueryLog, StatementKind, detect_n_plus_one, row_meter};
use kinfolk::relation::{RelationInfo, RelationKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

diesel::table! { users { id -> Integer, name -> Text } }
diesel::table! { articles { id -> Integer, author_id -> Integer, editor_id -> Nullable<Integer> } }

static RELATIONS: &[RelationInfo] = &[
    belongs_to("articles", "author", &["author_id"]),
    belongs_to("articles", "editor", &["editor_id"]),
    belongs_to("comments", "author", &["author_id"]),
];

const fn belongs_to(owner: &'static str, name: &'static str, owner_columns: &'static [&'static str]) -> RelationInfo {
    RelationInfo {
        name,
        module: owner,
        kind: RelationKind::BelongsTo,
        owner,
        owner_columns,
        target: "users",
        target_columns: &["id"],
        through: None,
    }
}

const SETUP: &str = "
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE articles (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL, editor_id INTEGER);
    INSERT INTO users VALUES (1, 'Ada'), (2, 'Bob');
    INSERT INTO articles (author_id) VALUES (1), (2), (1), (2), (1), (2);";

fn connect() -> SqliteConnection {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    conn.batch_execute(SETUP).unwrap();
    conn
}

fn one(conn: &mut SqliteConnection) -> QueryResult<i32> {
    diesel::select(1.into_sql::<Integer>()).get_result(conn)
}

/// The message of the panic that `run` ends in.
fn panic_message<R>(run: impl FnOnce() -> R) -> String {
    let panic = catch_unwind(AssertUnwindSafe(run)).err().expect("a panic");
    let text = panic.downcast_ref::<String>().cloned();
    text.or(panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap()
}

mod log {
    use super::*;

    fn logged(log: QueryLog) -> (SqliteConnection, QueryLog) {
        let mut conn = connect();
        log.install(&mut conn);
        (conn, log)
    }

    #[test]
    fn tells_sql_and_time_but_no_binds() {
        let (mut conn, log) = logged(QueryLog::new());
        let found = users::table.filter(users::name.eq("Ada -- binds: [x]")).count();
        found.get_result::<i64>(&mut conn).unwrap();

        let statements = log.take();
        assert_eq!(statements.len(), 1);
        assert_eq!(statements[0].sql(), "SELECT COUNT(*) FROM `users` WHERE (`users`.`name` = ?)");
        assert_eq!(statements[0].binds(), None);
        assert!(statements[0].elapsed() > Duration::ZERO);
        assert!(!statements[0].to_string().contains("Ada"));
        assert!(log.statements().is_empty());
    }

    #[test]
    fn a_mark_of_binds_inside_the_sql_is_sql() {
        let (mut conn, log) = logged(QueryLog::new().with_binds());
        let sql = "SELECT ' -- binds: [\"no\"]' || ? AS \"x\" -- binds: [0]\n";
        diesel::sql_query(sql).bind::<Text, _>("it's \"it\"").execute(&mut conn).unwrap();
        conn.batch_execute("SELECT '-- binds: [1]'").unwrap();

        let statements = log.statements();
        assert_eq!(statements[0].sql(), sql);
        assert_eq!(statements[0].binds(), Some(r#"["it's \"it\""]"#));
        assert_eq!(statements[1].sql(), "SELECT '-- binds: [1]'");
        assert_eq!(statements[1].binds(), None);
    }

    #[test]
    fn binds_asked_for_by_one_log_are_not_seen_by_another() {
        let (mut conn, with) = logged(QueryLog::new().with_binds());
        let without = QueryLog::new();
        without.install(&mut conn);
        one(&mut conn).unwrap();
        assert_eq!(with.statements()[0].binds(), Some("[1]"));
        assert_eq!(without.statements()[0].binds(), None);
    }

    #[test]
    fn errors_are_told_without_values() {
        let (mut conn, log) = logged(QueryLog::new());
        let row = (users::id.eq(3), users::name.eq("Ada"));
        diesel::insert_into(users::table).values(row).execute(&mut conn).unwrap_err();
        let statement = &log.statements()[0];
        assert_eq!(statement.error(), Some("UNIQUE constraint failed: users.name"));
        assert!(statement.to_string().ends_with("-- failed: UNIQUE constraint failed: users.name"));
    }

    #[test]
    fn a_query_that_diesel_cannot_build_does_no_harm() {
        #[derive(AsChangeset)]
        #[diesel(table_name = users)]
        struct Nothing {
            name: Option<String>,
        }
        let (mut conn, log) = logged(QueryLog::new());
        let update = diesel::update(users::table).set(Nothing { name: None });
        update.execute(&mut conn).unwrap_err();
        assert!(log.statements()[0].error().is_some());
        one(&mut conn).unwrap();
        assert_eq!(log.statements()[1].sql(), "SELECT ?");
    }

    #[test]
    fn secrets_in_the_sql_are_hidden() {
        let (mut conn, log) = logged(QueryLog::new());
        let _ = conn.batch_execute("PRAGMA key = 'open sesame'");
        let _ = conn.batch_execute("ALTER ROLE app PASSWORD 'open sesame'");
        // binds are found, and hidden in messages, though the SQL is shown otherwise than it was sent
        let both = QueryLog::new().with_binds();
        both.install(&mut conn);
        let update = "UPDATE users SET name = ?  WHERE 'password' = 'open sesame'";
        diesel::sql_query(update).bind::<Text, _>("x").execute(&mut conn).unwrap();
        assert_eq!(both.statements()[0].binds(), Some(r#"["x"]"#));
        assert_eq!(log.statements().len(), 3);
        for statement in log.statements() {
            assert!(!format!("{statement:?} {statement}").contains("sesame"), "{statement}");
        }
    }

    #[test]
    fn rows_are_known_when_they_are_reported() {
        let (mut conn, log) = logged(QueryLog::new());
        let meter = row_meter(conn.instrumentation()).unwrap();

        // after the statement has ended
        let rows = articles::table.select(articles::id).load::<i32>(&mut conn).unwrap();
        meter.record(rows.len());
        // and while it runs
        let names = users::table.select(users::name);
        for (index, name) in names.load_iter::<String, _>(&mut conn).unwrap().enumerate() {
            name.unwrap();
            meter.record(index + 1);
        }
        one(&mut conn).unwrap();

        let rows: Vec<_> = log.statements().iter().map(|statement| statement.rows()).collect();
        assert_eq!(rows, [Some(6), Some(2), None]);
        assert!(log.statements()[1].to_string().contains("  2 rows  SELECT"));
    }

    #[test]
    fn a_closure_gets_each_statement() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = seen.clone();
        let log = QueryLog::to(move |statement| sink.lock().unwrap().push(statement.kind()));
        let (mut conn, _) = logged(log);
        conn.transaction(one).unwrap();
        assert_eq!(
            *seen.lock().unwrap(),
            [StatementKind::Transaction, StatementKind::Query, StatementKind::Transaction]
        );
    }

    #[test]
    fn a_pooled_connection_keeps_its_log() {
        use diesel::r2d2::{ConnectionManager, Pool};
        let pool = Pool::builder()
            .max_size(1)
            .test_on_check_out(false)
            .build(ConnectionManager::<SqliteConnection>::new(":memory:"))
            .unwrap();
        let log = QueryLog::new();
        log.install(&mut pool.get().unwrap());
        assert_queries!(&mut pool.get().unwrap(), 0, {});
        diesel::sql_query("SELECT 1").execute(&mut pool.get().unwrap()).unwrap();
        assert_eq!(log.statements().len(), 1);
    }
}

#[test]
fn queries_and_transaction_statements_are_counted_apart() {
    let mut conn = connect();
    let count = QueryCount::new();
    count.install(&mut conn);
    conn.transaction(|conn| {
        one(conn)?;
        conn.transaction(one)
    })
    .unwrap();
    diesel::sql_query("nonsense").execute(&mut conn).unwrap_err();
    assert_eq!((count.queries(), count.transactions()), (3, 4));
    count.reset();
    assert_eq!((count.queries(), count.transactions()), (0, 0));
}

mod assertion {
    use super::*;

    /// Code that is generic over the connection can be watched too.
    fn nothing<C: Connection>(conn: &mut C) {
        assert_queries!(conn, 0, {});
    }

    #[test]
    fn gives_the_value_of_the_block() {
        let conn = &mut connect();
        let sum = assert_queries!(conn, 2, { one(conn).unwrap() + one(conn).unwrap() });
        assert_eq!(sum, 2);
        nothing(conn);
        let mut owned = connect();
        assert_queries!(&mut owned, 1, { one(&mut owned).unwrap() });
    }

    #[test]
    fn lists_what_was_sent() {
        let conn = &mut connect();
        let message = panic_message(|| {
            assert_queries!(conn, 3, {
                conn.transaction(one).unwrap();
                users::table.find(1).count().get_result::<i64>(conn).unwrap()
            })
        });
        assert_eq!(
            message,
            "expected 3 queries, 2 were sent\n   -  BEGIN\n   1. SELECT ?\n   -  COMMIT\n   \
             2. SELECT COUNT(*) FROM `users` WHERE (`users`.`id` = ?)"
        );
    }

    #[test]
    fn takes_ranges() {
        let conn = &mut connect();
        assert_queries!(conn, ..=1, { one(conn).unwrap() });
        assert_queries!(conn, 1.., { one(conn).unwrap() });
        assert_queries!(conn, 0..2, { one(conn).unwrap() });
        let message = panic_message(|| assert_queries!(conn, 2..=3, { one(conn).unwrap() }));
        assert!(message.starts_with("expected 2..=3 queries, 1 was sent"), "{message}");
    }

    #[test]
    fn nests_and_leaves_nothing_behind() {
        fn early(conn: &mut SqliteConnection) -> QueryResult<()> {
            assert_queries!(conn, 5, {
                diesel::sql_query("nonsense").execute(conn)?;
            });
            Ok(())
        }
        let conn = &mut connect();
        let log = QueryLog::new();
        log.install(conn);
        assert_queries!(conn, 2, {
            one(conn).unwrap();
            assert_queries!(conn, 1, { one(conn).unwrap() });
        });
        early(conn).unwrap_err();
        let message = panic_message(|| assert_queries!(conn, 1, { one(conn).map(|_| panic!("inside")) }));
        assert_eq!(message, "inside");
        assert_queries!(conn, 1, { one(conn).unwrap() });
        assert_eq!(log.statements().len(), 5);
    }

    #[test]
    fn an_instrumentation_of_another_make_goes_on() {
        let events = Arc::new(AtomicUsize::new(0));
        let seen = events.clone();
        let mine = move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::FinishQuery { .. }) {
                seen.fetch_add(1, Ordering::Relaxed);
            }
        };
        let conn = &mut connect();
        conn.set_instrumentation(mine.clone());
        let message = panic_message(|| assert_queries!(conn, 1, { one(conn).unwrap() }));
        assert!(message.contains("Instruments::around"), "{message}");
        assert_eq!(events.load(Ordering::Relaxed), 0);

        conn.set_instrumentation(Instruments::around(mine));
        assert_queries!(conn, 1, { one(conn).unwrap() });
        one(conn).unwrap();
        assert_eq!(events.load(Ordering::Relaxed), 2);
    }
}

mod n_plus_one {
    use super::*;

    #[inline(never)]
    fn load_authors(conn: &mut SqliteConnection) {
        let ids = articles::table.select(articles::author_id).load::<i32>(conn).unwrap();
        for id in ids {
            users::table.find(id).first::<(i32, String)>(conn).unwrap();
        }
    }

    #[test]
    fn says_what_how_often_where_and_what_to_do() {
        let conn = &mut connect();
        let scope = NPlusOne::new().relations(RELATIONS).scope(conn);
        load_authors(conn);
        let found = scope.finish();

        assert_eq!(found.len(), 1);
        let report = &found[0];
        assert_eq!(report.shape(), "SELECT `users`.`id`, `users`.`name` FROM `users` WHERE (`users`.`id` = ?) LIMIT ?");
        assert_eq!(report.count(), 6);
        assert!(report.origins()[0].function().ends_with("load_authors"), "{report}");
        assert!(report.origins()[0].place().unwrap().contains("instrument.rs"), "{report}");
        assert!(report.scope().unwrap().file().ends_with("instrument.rs"));
        // comments were not read, so their author is not meant
        let names: Vec<_> = report.relations().iter().map(|it| (it.owner, it.name)).collect();
        assert_eq!(names, [("articles", "author"), ("articles", "editor")]);
        let text = report.to_string();
        assert!(text.starts_with("N+1: one statement ran 6 times\n  SELECT"), "{text}");
        assert!(
            text.ends_with(
                "help: load one of `articles::rel::author`, `articles::rel::editor` with `include`, \
                 or as a field of a projection"
            ),
            "{text}"
        );
    }

    #[test]
    fn nothing_is_found_below_the_threshold_or_outside_the_scope() {
        let conn = &mut connect();
        let scope = NPlusOne::new().threshold(7).scope(conn);
        load_authors(conn);
        assert!(scope.finish().is_empty());

        let (_, found) = detect_n_plus_one(conn, |conn| one(conn).unwrap());
        load_authors(conn);
        assert!(found.is_empty());
    }

    #[test]
    fn a_service_hears_of_each_shape_once() {
        let heard = Arc::new(AtomicUsize::new(0));
        let count = heard.clone();
        let detector = NPlusOne::new().on_report(move |report| {
            assert_eq!(report.count(), 5);
            assert!(report.scope().is_none());
            count.fetch_add(1, Ordering::Relaxed);
        });
        let conn = &mut connect();
        detector.install(conn);
        load_authors(conn);
        load_authors(conn);
        assert_eq!(heard.load(Ordering::Relaxed), 1);
        assert_eq!(detector.reports().len(), 1);
        assert_eq!(detector.reports()[0].count(), 12);
    }

    #[test]
    fn work_of_different_requests_is_no_repetition() {
        let detector = NPlusOne::new().window(Duration::from_millis(20));
        let conn = &mut connect();
        detector.install(conn);
        for _ in 0..10 {
            one(conn).unwrap();
            // what a pool sends before it hands out the connection
            diesel::sql_query("SELECT 1").execute(conn).unwrap();
        }
        for _ in 0..5 {
            one(conn).unwrap();
            std::thread::sleep(Duration::from_millis(25));
        }
        assert!(detector.reports().is_empty());
    }

    #[test]
    fn rows_inserted_one_by_one_are_found() {
        let conn = &mut connect();
        let (_, found) = detect_n_plus_one(conn, |conn| {
            for id in 10..20 {
                let row = (articles::id.eq(id), articles::author_id.eq(1));
                diesel::insert_into(articles::table).values(row).execute(conn).unwrap();
            }
        });
        assert_eq!(found[0].count(), 10);
        assert!(found[0].to_string().ends_with("help: insert all rows with one statement"));
    }
}

#[cfg(feature = "async")]
mod asynchronous {
    use super::{NPlusOne, QueryCount, QueryLog, RELATIONS, SETUP, articles, row_meter, users};
    use diesel::{QueryDsl, QueryResult, SqliteConnection};
    use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
    use diesel_async::{AsyncConnection, RunQueryDsl, SimpleAsyncConnection};
    use kinfolk::assert_queries;

    type Async = SyncConnectionWrapper<SqliteConnection>;

    async fn connect() -> Async {
        let mut conn = Async::establish(":memory:").await.unwrap();
        conn.batch_execute(SETUP).await.unwrap();
        conn
    }

    #[tokio::test]
    async fn every_tool_works_on_an_asynchronous_connection() {
        let conn = &mut connect().await;
        let (log, count) = (QueryLog::new().with_binds(), QueryCount::new());
        log.install(conn);
        count.install(conn);
        let scope = NPlusOne::new().relations(RELATIONS).scope(conn);

        let ids =
            assert_queries!(conn, 1, { articles::table.select(articles::author_id).load::<i32>(conn).await.unwrap() });
        row_meter(conn.instrumentation()).unwrap().record(ids.len());
        for id in ids {
            users::table.find(id).first::<(i32, String)>(conn).await.unwrap();
        }

        let found = scope.finish();
        assert_eq!(found[0].count(), 6);
        assert_eq!(found[0].relations().len(), 2);
        assert_eq!(count.queries(), 7);
        assert_eq!(log.statements().len(), 7);
        assert_eq!(log.statements()[0].rows(), Some(6));
        assert!(log.statements()[1].sql().ends_with("WHERE (`users`.`id` = ?) LIMIT ?"));
    }

    async fn nothing<C: AsyncConnection>(conn: &mut C) {
        assert_queries!(conn, 0, {});
    }

    #[tokio::test]
    async fn an_assertion_can_be_left_early() {
        async fn early(conn: &mut Async) -> QueryResult<()> {
            assert_queries!(conn, 5, {
                diesel::sql_query("nonsense").execute(conn).await?;
            });
            Ok(())
        }
        let conn = &mut connect().await;
        early(conn).await.unwrap_err();
        nothing(conn).await;
        // the guard may move between threads
        let spawned = tokio::spawn(async {
            let conn = &mut connect().await;
            assert_queries!(conn, 1, { users::table.count().get_result::<i64>(conn).await.unwrap() })
        });
        assert_eq!(spawned.await.unwrap(), 2);
    }
}
