//! Keys of three columns of different types, some of them NULL.

use super::models::*;
use super::newtypes::DeviceId;
use super::schema::*;
use crate::database::{Conn, nul, other_ways_on_last};
use chrono::NaiveDate;
use diesel::insert_into;
use diesel::prelude::*;
use kinfolk::prelude::*;
use uuid::Uuid;

fn connect_with_rows() -> Conn {
    let mut conn = connect();
    let device = |id: u128| DeviceId(Uuid::from_u128(id));
    let day = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
    let slots = ["", "a", concat!("a", nul!()), "7", "'"];
    let mut corrections = Vec::new();
    for value in 0..20 {
        let (device_id, day) = (device((value % 2) as u128), day(1 + value as u32 % 4));
        let slot = slots[value as usize % 5].to_owned();
        let measure = Measure { device_id, day, slot: slot.clone(), value };
        insert_into(measures::table).values(measure).execute(&mut conn).unwrap();
        // Each measure is corrected by so many rows; of the others one part of the key is NULL.
        for number in 0..value % 4 {
            let id = value * 10 + number;
            corrections.push(Correction { id, device_id: Some(device_id), day: Some(day), slot: Some(slot.clone()) });
        }
        let (device_id, day) = ((value % 3 > 0).then_some(device_id), (value % 3 != 1).then_some(day));
        corrections.push(Correction { id: 1000 + value, device_id, day, slot: (value % 3 != 2).then_some(slot) });
    }
    let other = device(9);
    corrections.push(Correction { id: 2000, device_id: Some(other), day: Some(day(1)), slot: Some("a".into()) });
    insert_into(corrections::table).values(corrections).execute(&mut conn).unwrap();
    conn
}

fn corrections_of(conn: &mut Conn, measure: &Measure) -> Vec<Correction> {
    corrections::table
        .filter(corrections::device_id.eq(measure.device_id))
        .filter(corrections::day.eq(measure.day))
        .filter(corrections::slot.eq(&measure.slot))
        .order(corrections::id)
        .select(Correction::as_select())
        .load(conn)
        .unwrap()
}

#[test]
fn to_many() {
    let conn = &mut connect_with_rows();
    let whole: Vec<(Measure, Vec<Correction>)> =
        measures::table.order(measures::value).include(measures::rel::corrections).load(conn).unwrap();
    let filtered =
        || measures::table.filter(measures::value.ge(0)).order(measures::value).include(measures::rel::corrections);
    let rows: Vec<(Measure, Vec<Correction>)> = filtered().load(conn).unwrap();
    assert_eq!(whole, rows);
    let others: Vec<QueryResult<Vec<(Measure, Vec<Correction>)>>> = other_ways_on_last!(conn, filtered());
    others.into_iter().for_each(|rows| assert_eq!(rows.unwrap(), whole));
    assert_eq!(whole.iter().map(|row| row.1.len()).sum::<usize>(), 30);
    for (measure, corrections) in &whole {
        assert_eq!(*corrections, corrections_of(conn, measure));
        assert_eq!(*corrections, measure.corrections().order(corrections::id).load::<Correction>(conn).unwrap());
        let one: (Measure, Vec<Correction>) = measures::table
            .filter(measures::value.eq(measure.value))
            .include(measures::rel::corrections.top(2))
            .first(conn)
            .unwrap();
        assert_eq!(one.1[..], corrections[..corrections.len().min(2)]);
    }
    let top: Vec<(Measure, Vec<Correction>)> = measures::table
        .order(measures::value)
        .include(measures::rel::corrections.order(corrections::id.desc()).top(1))
        .load(conn)
        .unwrap();
    assert!(top.iter().zip(&whole).all(|(top, all)| top.1.first() == all.1.last() && top.1.len() <= 1));
    let counts: Vec<i64> =
        measures::table.order(measures::value).select(measures::rel::corrections.count()).load(conn).unwrap();
    assert_eq!(counts, whole.iter().map(|row| row.1.len() as i64).collect::<Vec<_>>());
}

#[derive(Debug, PartialEq, Projection)]
#[diesel(table_name = corrections)]
#[diesel(check_for_backend(crate::database::Db))]
struct Joined {
    id: i32,
    #[kinfolk(join)]
    measure: Option<Measure>,
}

#[test]
fn to_one_with_nulls() {
    let conn = &mut connect_with_rows();
    for id in [0, 1] {
        let device = Device { id: DeviceId(Uuid::from_u128(id)), name: String::new() };
        insert_into(devices::table).values(device).execute(conn).unwrap();
    }
    let rows: Vec<(Correction, Option<(Measure, Device)>)> = corrections::table
        .order(corrections::id)
        .include(corrections::rel::measure.include(measures::rel::device))
        .load(conn)
        .unwrap();
    assert_eq!(rows.len(), 51);
    let joined = Joined::query().order(corrections::id).load(conn).unwrap();
    for ((correction, measure), joined) in rows.iter().zip(&joined) {
        assert_eq!(measure.is_some(), correction.id < 1000);
        assert_eq!((joined.id, joined.measure.as_ref()), (correction.id, measure.as_ref().map(|measure| &measure.0)));
        if let Some((measure, device)) = measure {
            assert!(corrections_of(conn, measure).contains(correction));
            assert_eq!(device.id, measure.device_id);
        }
        let followed: Option<Measure> = correction.measure().first(conn).optional().unwrap();
        assert_eq!(followed.as_ref(), measure.as_ref().map(|measure| &measure.0));
    }
}
