//! Loads of random blogs, compared with what plain Diesel finds by one query for each row.

mod ad_hoc;
mod articles;
mod composite;
mod data;
mod rows;
mod trees;
mod users;

use crate::database::Conn;
use data::{Ask, ask, blog};
use kinfolk::instrument::QueryCount;
use proptest::test_runner::{Config, TestRunner};

/// Runs a check on random blogs. `Count` counts the queries of the check's connection.
fn random_blogs(check: impl Fn(&mut Conn, &QueryCount, Ask)) {
    // A quarter of `PROPTEST_CASES`, which is 256 when it is not set.
    let config = Config { cases: Config::default().cases / 4, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&(blog(), ask()), |(blog, ask)| {
        let conn = &mut blog.connect();
        let count = QueryCount::new();
        count.install(conn);
        check(conn, &count, ask);
        Ok(())
    });
    if let Err(failure) = run {
        panic!("{failure}");
    }
}

/// How many queries a relation sends: none where no parent has a key.
fn sent(parents: usize, with_those_below: usize) -> usize {
    if parents == 0 { 0 } else { with_those_below }
}

/// Loads a projection in every way: a whole table, all of its rows by a filter, and some rows, unboxed and boxed.
///
/// `$naive` is the projection of one row by plain Diesel, `$sent` the number of queries that these values took.
macro_rules! check_roots {
    ($conn:expr, $count:expr, $ask:expr, $plan:ty, $model:ty, $table:ident . $key:ident, $naive:expr, $sent:expr) => {{
        let (conn, ask, key): (&mut Conn, $crate::every_database::property::data::Ask, _) = ($conn, $ask, $table::$key);
        let expected =
            |conn: &mut Conn, rows: Vec<$model>| -> Vec<$plan> { rows.iter().map(|row| $naive(conn, row)).collect() };
        let check = |conn: &mut Conn,
                     rows: QueryResult<Vec<$plan>>,
                     queries: usize,
                     models: QueryResult<Vec<$model>>,
                     other_ways: Vec<QueryResult<Vec<$plan>>>| {
            let expected = expected(conn, models.unwrap());
            assert_eq!(rows.unwrap(), expected);
            other_ways.into_iter().for_each(|rows| assert_eq!(rows.unwrap(), expected));
            assert_eq!(queries, $sent(&expected[..]));
            assert!(queries <= <$plan>::QUERIES);
        };
        let plain = $table::table.select(<$model>::as_select());

        $count.reset();
        let rows = <$plan>::query().order(key).load(conn);
        let queries = $count.queries();
        let models = plain.order(key).load(conn);
        let others = $crate::database::other_ways!(conn, <$plan>::query().order(key));
        check(conn, rows, queries, models, others);

        $count.reset();
        let rows = <$plan>::query().filter(key.is_not_null()).order(key).load(conn);
        let queries = $count.queries();
        let models = plain.order(key).load(conn);
        let others = $crate::database::other_ways!(conn, <$plan>::query().filter(key.is_not_null()).order(key));
        check(conn, rows, queries, models, others);

        let (from, limit, offset) = (ask.from.unwrap_or(10), ask.limit.unwrap_or(5), ask.offset.unwrap_or(0));
        $count.reset();
        let rows = <$plan>::query().filter(key.gt(from)).order(key.desc()).limit(limit).offset(offset).load(conn);
        let queries = $count.queries();
        let models = plain.filter(key.gt(from)).order(key.desc()).limit(limit).offset(offset).load(conn);
        let others = $crate::database::other_ways!(
            conn,
            <$plan>::query().filter(key.gt(from)).order(key.desc()).limit(limit).offset(offset)
        );
        check(conn, rows, queries, models, others);

        let mut query = <$plan>::query().into_boxed::<crate::database::Db>();
        let mut plain = plain.into_boxed::<crate::database::Db>();
        if let Some(from) = ask.from {
            query = query.filter(key.gt(from));
            plain = plain.filter(key.gt(from));
        }
        (query, plain) = match ask.descending {
            true => (query.order(key.desc()), plain.order(key.desc())),
            false => (query.order(key.asc()), plain.order(key.asc())),
        };
        if let Some(limit) = ask.limit {
            query = query.limit(limit);
            plain = plain.limit(limit);
        }
        if let Some(offset) = ask.offset {
            query = query.offset(offset);
            plain = plain.offset(offset);
        }
        $count.reset();
        let rows = query.load(conn);
        let queries = $count.queries();
        let models = plain.load(conn);
        check(conn, rows, queries, models, vec![]);
    }};
}
use check_roots;
