//! Models that select something else than one field for each column of the table.

use super::schema::*;
use crate::database::{Conn, Db, numbers};
use diesel::connection::SimpleConnection;
use diesel::deserialize::Queryable;
use diesel::prelude::*;
use kinfolk::prelude::*;

/// More columns than tuples of the standard library can compare; the foreign key is the last one.
#[derive(Debug, Clone, Queryable, Selectable, Model)]
#[diesel(table_name = wides)]
#[allow(dead_code)]
struct Wide {
    c01: i32,
    c02: i32,
    c03: String,
    c04: i32,
    c05: i32,
    c06: i32,
    c07: i32,
    c08: i32,
    c09: i32,
    c10: i32,
    c11: i32,
    c12: i32,
    c13: i32,
    c14: i32,
    c15: i32,
    c16: i32,
    c17: i32,
    c18: i32,
    c19: i32,
    c20: Option<i32>,
}

/// Text in capitals.
#[derive(Debug, Clone, PartialEq)]
struct Loud(String);

impl Queryable<diesel::sql_types::Text, Db> for Loud {
    type Row = String;
    fn build(row: String) -> diesel::deserialize::Result<Self> {
        Ok(Self(row.to_uppercase()))
    }
}

impl From<String> for Loud {
    fn from(text: String) -> Self {
        Self(text.to_uppercase())
    }
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = wides)]
struct Part {
    c05: i32,
    #[diesel(column_name = c01)]
    key: i32,
}

/// The columns that tie it to others are renamed, inside an embedded struct, or not there at all.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = wides)]
struct Odd {
    #[diesel(embed)]
    part: Part,
    #[diesel(select_expression = wides::c01 + wides::c02)]
    #[diesel(select_expression_type = diesel::dsl::Add<wides::c01, wides::c02>)]
    sum: i32,
    #[diesel(deserialize_as = String)]
    c03: Loud,
    #[diesel(column_name = c20)]
    above_id: Option<i32>,
}

/// Nothing but a computed value.
#[derive(Debug, PartialEq, Queryable, Selectable, Model)]
#[diesel(table_name = wides)]
struct Sum {
    #[diesel(select_expression = wides::c01 + wides::c02)]
    #[diesel(select_expression_type = diesel::dsl::Add<wides::c01, wides::c02>)]
    sum: i32,
}

fn connect_with_rows() -> Conn {
    let mut conn = connect();
    let columns = (1..=20).map(|number| format!("c{number:02}")).collect::<Vec<_>>().join(", ");
    let values = "i, i * 10, 'row ' || i, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, (10 - i) * 10, \
                  NULLIF(i / 2, 0)";
    conn.batch_execute(&numbers(1, 9, &format!("INSERT INTO wides ({columns})"), values)).unwrap();
    conn
}

#[test]
fn more_than_sixteen_columns() {
    let conn = &mut connect_with_rows();
    let rows: Vec<(Wide, (Option<Wide>, Vec<Wide>, Option<Wide>))> = wides::table
        .filter(wides::c04.eq(4))
        .order(wides::c01)
        .include((wides::rel::above, wides::rel::below, wides::rel::twin))
        .load(conn)
        .unwrap();
    assert_eq!(rows.len(), 9);
    for (wide, (above, below, twin)) in &rows {
        assert_eq!(above.as_ref().map(|above| above.c01), wide.c20);
        let expected: Vec<_> = [wide.c01 * 2, wide.c01 * 2 + 1].into_iter().filter(|id| *id < 10).collect();
        assert_eq!(below.iter().map(|below| below.c01).collect::<Vec<_>>(), expected);
        assert_eq!(twin.as_ref().map(|twin| twin.c01), Some(10 - wide.c01));
        assert_eq!(wide.below().count().get_result::<i64>(conn).unwrap() as usize, expected.len());
    }
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = wides)]
#[diesel(check_for_backend(crate::database::Db))]
struct Odds {
    #[diesel(embed)]
    odd: Odd,
    above: Option<Odd>,
    below: Vec<Sum>,
    twin: Option<Sum>,
}

#[test]
fn embedded_computed_renamed_and_converted_fields() {
    let conn = &mut connect_with_rows();
    for filtered in [false, true] {
        let query = Odds::query().order(wides::c01);
        let rows = if filtered { query.filter(wides::c01.gt(0)).load(conn) } else { query.load(conn) };
        for (row, id) in rows.unwrap().into_iter().zip(1..) {
            let odd = |id: i32| Odd {
                part: Part { c05: 5, key: id },
                sum: id * 11,
                c03: Loud(format!("ROW {id}")),
                above_id: (id > 1).then_some(id / 2),
            };
            let below = [id * 2, id * 2 + 1].into_iter().filter(|id| *id < 10).map(|id| Sum { sum: id * 11 }).collect();
            let expected = Odds {
                odd: odd(id),
                above: (id > 1).then(|| odd(id / 2)),
                below,
                twin: Some(Sum { sum: (10 - id) * 11 }),
            };
            assert_eq!(row, expected);
            let above: Option<Odd> = row.odd.above().first(conn).optional().unwrap();
            assert_eq!(above, expected.above);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = wides)]
#[diesel(check_for_backend(crate::database::Db))]
struct Tailed {
    c01: i32,
    #[kinfolk(recursive)]
    tails: Vec<Tailed>,
}

#[derive(Debug, Clone, PartialEq, Projection)]
#[diesel(table_name = wides)]
#[diesel(check_for_backend(crate::database::Db))]
struct Chained {
    c01: i32,
    #[kinfolk(rel = twin, recursive, depth = 3, filter = wides::c01.ne(5))]
    next: Vec<Chained>,
}

#[test]
fn trees_of_rows_without_a_key() {
    let conn = &mut connect_with_rows();
    let rows = Tailed::query().filter(wides::c20.is_null()).load(conn).unwrap();
    assert_eq!(rows, [Tailed { c01: 1, tails: Vec::new() }]);
}

#[test]
fn trees_along_a_relation_to_one_row() {
    let conn = &mut connect_with_rows();
    // Row 5 is its own twin.
    let rows = Chained::query().filter(wides::c01.eq(5)).load(conn).unwrap();
    assert_eq!(rows, [Chained { c01: 5, next: Vec::new() }]);
    assert!(Chained::query().filter(wides::c01.eq(4)).load(conn).unwrap_err().to_string().contains("its own ancestor"));
}
