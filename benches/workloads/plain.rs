//! The workloads on Diesel's connections.

use super::diesel_side::ByHand;
use super::kinfolk_side::plain as kinfolk;
use super::{Contender, Sum, Workloads, total};
use diesel::QueryResult;
use std::cell::RefCell;

/// A contender that uses this connection.
pub fn on<'a, C, T: Sum>(
    conn: &'a RefCell<C>,
    name: &'static str,
    load: impl Fn(&mut C) -> QueryResult<Vec<T>> + 'a,
) -> Contender<'a> {
    Contender::new(name, move || total(load(&mut conn.borrow_mut())))
}

pub fn workloads<C: ByHand + ::kinfolk::Connection>(conn: &RefCell<C>) -> Workloads<'_> {
    let mut all = Workloads::new();
    all.add(
        "W1 whole tables",
        [
            on(conn, "diesel", C::trees),
            on(conn, "kinfolk", kinfolk::trees),
            on(conn, "kinfolk, columns", kinfolk::column_trees),
        ],
    );
    all.add("W1 filtered", [on(conn, "diesel", C::filtered_trees), on(conn, "kinfolk", kinfolk::filtered_trees)]);
    all.add(
        "W2 page",
        [
            on(conn, "diesel", C::page),
            on(conn, "kinfolk", kinfolk::page),
            on(conn, "kinfolk, joined", kinfolk::joined_page),
        ],
    );
    all.add(
        "W3 one parent",
        [
            on(conn, "diesel", |conn| C::family(conn, 77)),
            on(conn, "diesel, one parent", |conn| C::only_family(conn, 77)),
            on(conn, "kinfolk", |conn| kinfolk::family(conn, 77)),
        ],
    );
    all.add("W4 to-one", [on(conn, "diesel", C::headlines), on(conn, "kinfolk", kinfolk::headlines)]);
    all
}
