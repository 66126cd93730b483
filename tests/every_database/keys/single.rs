//! Keys of one column.

use super::models::*;
use super::newtypes::{AccountId, DeviceId};
use super::schema::*;
use crate::database::{Conn, LONGEST_KEY, nul, other_ways_on_last};
use chrono::{NaiveDate, NaiveDateTime};
use diesel::insert_into;
use diesel::prelude::*;
use kinfolk::prelude::*;
use uuid::Uuid;

/// Loads, follows, counts and joins a pair of tables in both directions, and compares that with plain Diesel.
macro_rules! both_ways {
    (
        $conn:expr,
        $parents:ident.$key:ident as $parent:ty => $to_children:ident,
        $children:ident.$foreign_key:ident as $child:ty => $to_parent:ident, by $child_key:ident
    ) => {{
        let conn: &mut Conn = $conn;
        let all: Vec<$parent> =
            $parents::table.order($parents::$key).select(<$parent>::as_select()).load(conn).unwrap();
        let mut expected: Vec<($parent, Vec<$child>)> = Vec::new();
        for parent in all {
            let own = $children::table.filter($children::$foreign_key.eq(parent.$key.clone()));
            let own = own.order($children::$child_key).select(<$child>::as_select()).load(conn);
            expected.push((parent, own.unwrap()));
        }
        assert!(expected.iter().any(|(_, own)| !own.is_empty()));

        let whole: Vec<($parent, Vec<$child>)> =
            $parents::table.order($parents::$key).include($parents::rel::$to_children).load(conn).unwrap();
        assert_eq!(whole, expected);
        let filtered = || {
            $parents::table
                .filter($parents::$key.is_not_null())
                .order($parents::$key)
                .include($parents::rel::$to_children)
        };
        let rows: Vec<($parent, Vec<$child>)> = filtered().load(conn).unwrap();
        assert_eq!(rows, expected);
        let others: Vec<QueryResult<Vec<($parent, Vec<$child>)>>> = other_ways_on_last!(conn, filtered());
        others.into_iter().for_each(|rows| assert_eq!(rows.unwrap(), expected));
        for (parent, own) in &expected {
            let one: ($parent, Vec<$child>) = $parents::table
                .filter($parents::$key.eq(parent.$key.clone()))
                .include($parents::rel::$to_children)
                .first(conn)
                .unwrap();
            assert_eq!((&one.0, &one.1), (parent, own));
            let followed: Vec<$child> = parent.$to_children().order($children::$child_key).load(conn).unwrap();
            assert_eq!(&followed, own);
        }
        let counts: Vec<i64> =
            $parents::table.order($parents::$key).select($parents::rel::$to_children.count()).load(conn).unwrap();
        assert_eq!(counts, expected.iter().map(|(_, own)| own.len() as i64).collect::<Vec<_>>());

        let back = || $children::table.order($children::$child_key).include($children::rel::$to_parent);
        let others: Vec<QueryResult<Vec<($child, Option<$parent>)>>> = other_ways_on_last!(conn, back());
        let back: Vec<($child, Option<$parent>)> = back().load(conn).unwrap();
        others.into_iter().for_each(|rows| assert_eq!(rows.unwrap(), back));
        let mut found = 0;
        for (child, parent) in &back {
            let plain: Option<$parent> = $parents::table
                .filter($parents::$key.nullable().eq(child.$foreign_key.clone()))
                .select(<$parent>::as_select())
                .first(conn)
                .optional()
                .unwrap();
            assert_eq!(&plain, parent);
            let followed: Option<$parent> = child.$to_parent().first(conn).optional().unwrap();
            assert_eq!(followed, plain);
            found += i64::from(plain.is_some());
        }
        assert!(back.iter().any(|(_, parent)| parent.is_none()));
        let joined = $children::table.join($children::rel::$to_parent).count().get_result::<i64>(conn).unwrap();
        assert_eq!(joined, found);
    }};
}

#[test]
fn big_integers() {
    let conn = &mut connect();
    let ids = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::from(i32::MAX) + 1, (1 << 53) + 1, (1 << 53) + 2, i64::MAX];
    let accounts = ids.map(|id| Account { id: AccountId(id), name: id.to_string() });
    insert_into(accounts::table).values(accounts.to_vec()).execute(conn).unwrap();
    let transfers = ids.iter().enumerate().map(|(at, id)| Transfer { id: at as i64, account_id: Some(AccountId(*id)) });
    let transfers: Vec<_> = transfers.chain([Transfer { id: 100, account_id: None }]).collect();
    insert_into(transfers::table).values(transfers).execute(conn).unwrap();
    both_ways!(conn, accounts.id as Account => transfers, transfers.account_id as Transfer => account, by id);
}

#[test]
fn integers_that_reference_wider_ones() {
    let conn = &mut connect();
    let accounts: Vec<_> = (-2..4).map(|id| Account { id: AccountId(id), name: id.to_string() }).collect();
    insert_into(accounts::table).values(&accounts).execute(conn).unwrap();
    let entries: Vec<_> = (0..6).map(|id| Entry { id, account_id: id - 2, other_id: (id > 2).then_some(1) }).collect();
    insert_into(entries::table).values(&entries).execute(conn).unwrap();
    let rows: Vec<(Entry, (Account, Option<Account>))> =
        entries::table.order(entries::id).include((entries::rel::account, entries::rel::other)).load(conn).unwrap();
    for ((entry, (account, other)), id) in rows.iter().zip(-2..) {
        assert_eq!((i64::from(entry.account_id), account.id), (id, AccountId(id)));
        assert_eq!(other.as_ref().map(|other| other.id), entry.other_id.map(|id| AccountId(id.into())));
    }
    for filtered in [false, true] {
        let query = accounts::table.order(accounts::id);
        let rows: Vec<(Account, Vec<Entry>)> = match filtered {
            false => query.include(accounts::rel::entries).load(conn).unwrap(),
            true => query.filter(accounts::id.ge(-2)).include(accounts::rel::entries).load(conn).unwrap(),
        };
        assert_eq!(rows.iter().flat_map(|row| row.1.clone()).collect::<Vec<_>>(), entries);
    }
}

#[test]
fn bytes_in_a_newtype() {
    let conn = &mut connect();
    let ids = [0, 1, u128::MAX, 0x27_22_00_5c, 0x6162_6364 << 96].map(|id| DeviceId(Uuid::from_u128(id)));
    let devices: Vec<_> = ids.iter().map(|id| Device { id: *id, name: id.0.to_string() }).collect();
    insert_into(devices::table).values(devices).execute(conn).unwrap();
    let readings: Vec<_> = (0..20)
        .map(|id| Reading { id, device_id: ids.get(id as usize % 7).copied() })
        .chain([Reading { id: 50, device_id: Some(DeviceId(Uuid::from_u128(77))) }])
        .collect();
    insert_into(readings::table).values(readings).execute(conn).unwrap();
    both_ways!(conn, devices.id as Device => readings, readings.device_id as Reading => device, by id);
}

#[test]
fn any_text() {
    let conn = &mut connect();
    let long = concat!("long ü", nul!()).repeat((LONGEST_KEY - 1) / 7);
    let slugs = [
        "",
        " ",
        "a",
        "A",
        "a ",
        "'",
        "\"",
        "\\",
        "\\u0000",
        concat!(nul!()),
        concat!(nul!(), "a"),
        concat!("a", nul!(), "b"),
        "ж",
        "🦔",
        "7",
        "07",
        "1e3",
        "%",
        "null",
        "[1]",
    ];
    let mut slugs: Vec<String> = slugs.iter().map(ToString::to_string).collect();
    slugs.push(long.clone());
    slugs.push(long + "b");
    for with_nul in [true, false] {
        let slugs: Vec<_> = slugs.iter().filter(|slug| with_nul || !slug.contains(nul!())).collect();
        let pages: Vec<_> = slugs
            .iter()
            .enumerate()
            .map(|(at, slug)| Page {
                slug: slug.to_string(),
                parent_slug: slugs.get(at / 2 + 1).map(ToString::to_string),
            })
            .chain([
                Page { slug: "lost".into(), parent_slug: None },
                Page { slug: "odd".into(), parent_slug: Some("?".into()) },
            ])
            .collect();
        diesel::delete(pages::table).execute(conn).unwrap();
        for page in pages {
            insert_into(pages::table).values(page).execute(conn).unwrap();
        }
        let all: Vec<Page> = pages::table.order(pages::slug).select(Page::as_select()).load(conn).unwrap();
        let rows: Vec<(Page, (Option<Page>, Vec<Page>))> = pages::table
            .filter(pages::slug.is_not_null())
            .order(pages::slug)
            .include((pages::rel::parent, pages::rel::children))
            .load(conn)
            .unwrap();
        assert_eq!(rows.len(), all.len());
        for (page, (parent, children)) in rows {
            assert_eq!(parent.as_ref(), all.iter().find(|other| Some(&other.slug) == page.parent_slug.as_ref()));
            let expected: Vec<_> =
                all.iter().filter(|other| other.parent_slug.as_ref() == Some(&page.slug)).cloned().collect();
            assert_eq!(children, expected);
            assert_eq!(page.children().order(pages::slug).load::<Page>(conn).unwrap(), expected);
            let one: (Page, Vec<Page>) =
                pages::table.find(&page.slug).include(pages::rel::children).first(conn).unwrap();
            assert_eq!(one.1, expected);
        }
    }
}

#[test]
fn many_to_many_of_bytes_and_text() {
    let conn = &mut connect();
    let ids = [3, 1, 2].map(|id| DeviceId(Uuid::from_u128(id)));
    for id in ids {
        insert_into(devices::table).values(Device { id, name: String::new() }).execute(conn).unwrap();
    }
    for slug in ["b", "a'", concat!("c", nul!())] {
        insert_into(pages::table).values(Page { slug: slug.into(), parent_slug: None }).execute(conn).unwrap();
        for id in &ids[..2] {
            insert_into(device_pages::table)
                .values((device_pages::device_id.eq(id), device_pages::page_slug.eq(slug)))
                .execute(conn)
                .unwrap();
        }
    }
    let rows: Vec<(Device, Vec<(Page, Vec<Device>)>)> =
        devices::table.order(devices::id).include(devices::rel::pages.include(pages::rel::devices)).load(conn).unwrap();
    let slugs =
        |row: &(Device, Vec<(Page, Vec<Device>)>)| row.1.iter().map(|page| page.0.slug.clone()).collect::<Vec<_>>();
    assert_eq!(slugs(&rows[0]), ["a'", "b", concat!("c", nul!())]);
    assert!(rows[1].1.is_empty());
    assert_eq!(rows[2].1[2].1.iter().map(|device| device.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
    assert_eq!(rows[2].0.pages().count().get_result::<i64>(conn).unwrap(), 3);
}

#[test]
fn dates() {
    let conn = &mut connect();
    let days = [(2024, 2, 29), (1, 1, 1), (9999, 12, 31), (1969, 12, 31)];
    let days = days.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
    insert_into(days::table).values(days.map(|day| Day { day, name: String::new() }).to_vec()).execute(conn).unwrap();
    let events: Vec<_> = (0..12).map(|id| Event { id, day: days.get(id as usize % 5).copied() }).collect();
    insert_into(events::table).values(events).execute(conn).unwrap();
    both_ways!(conn, days.day as Day => events, events.day as Event => of, by id);
}

#[test]
fn timestamps() {
    let conn = &mut connect();
    let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    let times: [NaiveDateTime; 4] = [
        day.and_hms_opt(0, 0, 0).unwrap(),
        day.and_hms_opt(23, 59, 59).unwrap(),
        day.and_hms_micro_opt(0, 0, 0, 1).unwrap(),
        day.and_hms_nano_opt(0, 0, 0, 123_456_789).unwrap(),
    ];
    insert_into(moments::table)
        .values(times.map(|at| Moment { at, name: String::new() }).to_vec())
        .execute(conn)
        .unwrap();
    let marks: Vec<_> = (0..12).map(|id| Mark { id, at: times.get(id as usize % 5).copied() }).collect();
    insert_into(marks::table).values(marks).execute(conn).unwrap();
    both_ways!(conn, moments.at as Moment => marks, marks.at as Mark => of, by id);
}

#[test]
fn booleans() {
    let conn = &mut connect();
    let answers = [true, false].map(|value| Answer { value, name: value.to_string() });
    insert_into(answers::table).values(answers.to_vec()).execute(conn).unwrap();
    let votes: Vec<_> =
        (0..9).map(|id| Vote { id, answer: [Some(true), Some(false), None][id as usize % 3] }).collect();
    insert_into(votes::table).values(votes).execute(conn).unwrap();
    both_ways!(conn, answers.value as Answer => votes, votes.answer as Vote => of, by id);
}

#[derive(Debug, Projection)]
#[diesel(table_name = usages)]
#[diesel(check_for_backend(crate::database::Db))]
struct JoinedUsage {
    #[kinfolk(join)]
    of: Code,
}

#[test]
fn text_that_the_database_compares_without_case() {
    let conn = &mut connect();
    diesel::sql_query("INSERT INTO codes VALUES ('NO'), ('pe')").execute(conn).unwrap();
    diesel::sql_query("INSERT INTO usages VALUES (1, 'no'), (2, 'NO'), (3, 'PE')").execute(conn).unwrap();
    let rows = JoinedUsage::query().order(usages::id).load(conn).unwrap();
    assert_eq!(rows.iter().map(|row| row.of.code.as_str()).collect::<Vec<_>>(), ["NO", "NO", "pe"]);
    let counts: Vec<i64> = codes::table.order(codes::code).select(codes::rel::usages.count()).load(conn).unwrap();
    assert_eq!(counts, [2, 1]);
    let norway: Code = rows[0].of.clone();
    assert_eq!(norway.usages().load::<Usage>(conn).unwrap().len(), 2);
}
