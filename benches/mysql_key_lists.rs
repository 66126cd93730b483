//! How a list of keys is best sent to MySQL and MariaDB: `IN (?, …)`, as `src/backend/mysql/key_list.rs` does it, or one
//! JSON text. `cargo bench --all-features --bench mysql_key_lists`
#![allow(missing_docs, clippy::print_stdout, clippy::cast_precision_loss)]

#[path = "workloads/server.rs"]
mod server;
#[path = "../tests/support/mod.rs"]
mod support;

use diesel::connection::SimpleConnection;
use diesel::mysql::Mysql;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Integer, Text};
use kinfolk_throwaway::mysql::Server;
use std::time::{Duration, Instant};
use support::mysql::TestDatabase;

const PARENTS: usize = 10_000;
const COUNTS: [usize; 5] = [1, 10, 100, 1_000, PARENTS];
const ROUNDS: usize = 21;
/// How long one form runs in one round.
const SLICE: Duration = Duration::from_millis(10);
/// As in the key list that is compared with.
const LONGEST_CACHED: usize = 256;

/// 10,000 parents with 3 children each, which know them by a number and by a text.
const ROWS: &str = "
    CREATE TABLE digits (i INT NOT NULL);
    INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
    CREATE TABLE children (
        id INT NOT NULL PRIMARY KEY, number INT NOT NULL, email VARCHAR(100) NOT NULL, name VARCHAR(100) NOT NULL,
        KEY (number), KEY (email)
    );
    INSERT INTO children
        SELECT (n.i - 1) * 10000 + p.i + 1, p.i, CONCAT('someone.', p.i, '@example.org'), CONCAT('child ', n.i)
        FROM (SELECT a.i + b.i * 10 + c.i * 100 + d.i * 1000 AS i FROM digits a, digits b, digits c, digits d) p
        JOIN digits n ON n.i BETWEEN 1 AND 3
        ORDER BY 1;
    ANALYZE TABLE children";

/// How the keys are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `IN (?, …)`
    List,
    /// `IN (SELECT … FROM JSON_TABLE(?, …))`
    Json,
    /// `JSON_TABLE(?, …) STRAIGHT_JOIN …`
    JsonJoined,
}

const FORMS: [Form; 3] = [Form::List, Form::Json, Form::JsonJoined];

/// The keys, made ready for a form.
enum Keys {
    Numbers(Vec<i64>),
    Texts(Vec<String>),
    Json(String),
}

struct Children {
    form: Form,
    column: &'static str,
    sql_type: &'static str,
    keys: Keys,
}

impl Children {
    /// What takes part in the time: from keys to something that can be bound.
    fn by_number(form: Form, keys: &[i64]) -> Self {
        let keys = match form {
            Form::List => Keys::Numbers(keys.to_vec()),
            _ => Keys::Json(serde_json::to_string(keys).expect("JSON")),
        };
        Self { form, column: "number", sql_type: "INT", keys }
    }

    fn by_email(form: Form, keys: &[String]) -> Self {
        let keys = match form {
            Form::List => Keys::Texts(keys.to_vec()),
            _ => Keys::Json(serde_json::to_string(keys).expect("JSON")),
        };
        Self { form, column: "email", sql_type: "VARCHAR(100) CHARACTER SET utf8mb4", keys }
    }

    fn load(self, conn: &mut MysqlConnection) -> Vec<(i32, i32, String)> {
        RunQueryDsl::load(self, conn).expect("rows")
    }
}

impl Query for Children {
    type SqlType = (Integer, Integer, Text);
}
impl RunQueryDsl<MysqlConnection> for Children {}
impl QueryId for Children {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Mysql> for Children {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Mysql>) -> QueryResult<()> {
        let Self { form, column, sql_type, keys } = self;
        out.push_sql("SELECT children.id, children.number, children.name FROM ");
        if *form == Form::JsonJoined {
            json_table(sql_type, keys, &mut out)?;
            out.push_sql(" STRAIGHT_JOIN children ON children.");
            out.push_sql(column);
            out.push_sql(" = list.k");
            return Ok(());
        }
        out.push_sql("children WHERE ");
        out.push_sql(column);
        out.push_sql(" IN (");
        match keys {
            Keys::Numbers(keys) => list(keys, &mut out, |key, out| out.push_bind_param::<BigInt, i64>(key))?,
            Keys::Texts(keys) => list(keys, &mut out, |key, out| out.push_bind_param::<Text, String>(key))?,
            Keys::Json(_) => {
                out.push_sql("SELECT list.k FROM ");
                json_table(sql_type, keys, &mut out)?;
            }
        }
        out.push_sql(")");
        Ok(())
    }
}

fn list<'b, T>(
    keys: &'b [T],
    out: &mut AstPass<'_, 'b, Mysql>,
    mut bind: impl FnMut(&'b T, &mut AstPass<'_, 'b, Mysql>) -> QueryResult<()>,
) -> QueryResult<()> {
    let mut places = keys.len();
    if places > LONGEST_CACHED {
        out.unsafe_to_cache_prepared();
    } else {
        places = places.next_power_of_two();
    }
    let filling = keys.last().into_iter().cycle();
    for (at, key) in keys.iter().chain(filling).take(places).enumerate() {
        out.push_sql(if at > 0 { ", " } else { "" });
        bind(key, out)?;
    }
    Ok(())
}

fn json_table<'b>(sql_type: &'b str, keys: &'b Keys, out: &mut AstPass<'_, 'b, Mysql>) -> QueryResult<()> {
    out.push_sql("JSON_TABLE(");
    if let Keys::Json(keys) = keys {
        out.push_bind_param::<Text, String>(keys)?;
    }
    out.push_sql(", '$[*]' COLUMNS (k ");
    out.push_sql(sql_type);
    out.push_sql(" PATH '$')) AS list");
    Ok(())
}

fn main() {
    let mut started = None;
    let server = server::url(["KINFOLK_BENCH_MYSQL_URL", "KINFOLK_TEST_MYSQL_URL"], || {
        Ok(started.insert(Server::start()?).url("mysql"))
    });
    match server {
        Ok(server) => run(&TestDatabase::on(server)),
        Err(error) => println!("MySQL: skipped. {error}"),
    }
}

fn run(database: &TestDatabase) {
    let conn = &mut database.connect();
    conn.batch_execute(ROWS).expect("the rows");
    println!("{:<8}{:>8}{:>15}{:>12}{:>14}", "keys", "number", "IN (?, …)", "JSON", "JSON, joined");
    for count in COUNTS {
        // All over the table, and each once.
        let keys: Vec<i64> = (0..count).map(|n| (n * 7_919 % PARENTS) as i64).collect();
        measure("integer", count, |form| Children::by_number(form, &keys).load(conn));
    }
    for count in COUNTS {
        let keys: Vec<String> = (0..count).map(|n| format!("someone.{}@example.org", n * 7_919 % PARENTS)).collect();
        measure("text", count, |form| Children::by_email(form, &keys).load(conn));
    }
}

/// Runs all forms in each round, so that whatever else the machine does meets all of them.
fn measure(name: &str, count: usize, mut load: impl FnMut(Form) -> Vec<(i32, i32, String)>) {
    let times: Vec<_> = FORMS
        .iter()
        .map(|form| {
            let mut rows = load(*form);
            rows.sort_unstable();
            rows.dedup();
            assert_eq!(rows.len(), count * 3, "{form:?}");
            let start = Instant::now();
            let mut times = 0;
            while start.elapsed() < SLICE {
                load(*form);
                times += 1;
            }
            times
        })
        .collect();
    let mut rounds = [const { Vec::new() }; FORMS.len()];
    for _ in 0..ROUNDS {
        for ((form, times), round) in FORMS.iter().zip(&times).zip(&mut rounds) {
            let start = Instant::now();
            for _ in 0..*times {
                load(*form);
            }
            round.push(start.elapsed().as_secs_f64() / f64::from(*times));
        }
    }
    let [list, json, joined] = &rounds;
    let ratio = |round: &[f64]| median(round.iter().zip(list).map(|(this, list)| this / list));
    let time = median(list.iter().copied()) * 1e6;
    println!("{name:<8}{count:>8}{time:>12.1} µs{:>12.2}{:>14.2}", ratio(json), ratio(joined));
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
