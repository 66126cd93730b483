//! Rows with values of PostgreSQL's own types, through relations in two schemas.

use crate::schema::enums::{Action, Status};
use crate::schema::{authors, books, log, numbers, readings, remarks, sales, shop};
use crate::values::{JsonText, PlaceValue};
use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::data_types::{PgInterval, PgMoney};
use diesel::prelude::*;
use kinfolk::prelude::*;
use std::collections::Bound;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = authors)]
struct Author {
    id: Uuid,
    email: String,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = books)]
struct Book {
    id: i64,
    author_id: Uuid,
    slug: String,
    old_slugs: Vec<Option<String>>,
    status: Status,
    old_statuses: Vec<Option<Status>>,
    scores: Option<Vec<Option<i32>>>,
    details: JsonText,
    for_sale: (Bound<NaiveDate>, Bound<NaiveDate>),
    // Diesel writes slices of ranges, but no vectors.
    #[diesel(skip_insertion)]
    chapters: Option<Vec<(Bound<i32>, Bound<i32>)>>,
    price: BigDecimal,
    cost: Option<PgMoney>,
    cover: Option<Vec<u8>>,
    lent_for: PgInterval,
    printed_at: Option<DateTime<Utc>>,
    shelf: u8,
    place: Option<PlaceValue>,
}

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = log)]
struct Entry {
    id: i32,
    book_id: i64,
    reader_id: Option<Uuid>,
    action: Action,
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 12, number).unwrap()
}

fn author(number: u128, email: &str) -> Author {
    Author { id: Uuid::from_u128(number), email: email.into() }
}

fn book(id: i64, author: &Author, slug: &str) -> Book {
    Book {
        id,
        author_id: author.id,
        slug: slug.into(),
        old_slugs: vec![Some("draft".into()), None],
        status: Status::InReview,
        old_statuses: vec![Some(Status::Draft), None, Some(Status::Published)],
        scores: Some(vec![Some(3), None]),
        details: JsonText(r#"{"pages": 200}"#.into()),
        for_sale: (Bound::Included(day(1)), Bound::Excluded(day(24))),
        chapters: Some(vec![(Bound::Included(1), Bound::Excluded(3)), (Bound::Included(7), Bound::Unbounded)]),
        price: "19.90".parse().unwrap(),
        cost: Some(PgMoney(1234)),
        cover: Some(vec![0, 255]),
        lent_for: PgInterval::new(5, 14, 1),
        printed_at: DateTime::from_timestamp(1_000_000_000, 500_000_000),
        shelf: b'k',
        place: Some(PlaceValue(3, -1)),
    }
}

/// Two authors and three books, each of which both have read.
fn rows(conn: &mut PgConnection) -> QueryResult<(Vec<Author>, Vec<Book>)> {
    let authors = vec![author(1, "Ann@example.com"), author(2, "bob@example.com")];
    let mut books = vec![book(1, &authors[0], "one"), book(2, &authors[0], "two"), book(3, &authors[1], "three")];
    books[1].status = Status::Published;
    books[2] = Book { scores: None, chapters: None, cover: None, printed_at: None, place: None, ..books[2].clone() };
    diesel::insert_into(authors::table).values(&authors).execute(conn)?;
    diesel::insert_into(books::table).values(&books).execute(conn)?;
    for book in &books {
        let chapters = books::chapters.eq(book.chapters.as_deref());
        diesel::update(books::table.find(book.id)).set(chapters).execute(conn)?;
        for author in &authors {
            let key = (readings::book_id.eq(book.id), readings::author_id.eq(author.id));
            diesel::insert_into(readings::table).values(key).execute(conn)?;
        }
    }
    Ok((authors, books))
}

#[test]
fn values_come_back_as_they_went_in() -> QueryResult<()> {
    let (_database, mut conn) = crate::database();
    let conn = &mut conn;
    let (authors, books) = rows(conn)?;
    assert_eq!(authors::table.order(authors::id).select(Author::as_select()).load(conn)?, authors);
    assert_eq!(books::table.order(books::id).select(Book::as_select()).load(conn)?, books);
    // What the database computes can be read, if something reads it.
    let generated = books::table.filter(books::words.is_not_null()).count().get_result::<i64>(conn)?;
    assert_eq!(generated, 3);
    Ok(())
}

#[test]
fn values_are_conditions() -> QueryResult<()> {
    let (_database, mut conn) = crate::database();
    let conn = &mut conn;
    rows(conn)?;
    let count =
        |conn: &mut PgConnection, status| books::table.filter(books::status.eq(status)).count().get_result(conn);
    assert_eq!((count(conn, Status::InReview), count(conn, Status::Published)), (Ok(2_i64), Ok(1)));
    let with_drafts = books::table.filter(books::old_statuses.contains(vec![Status::Draft]));
    assert_eq!(with_drafts.count().get_result::<i64>(conn)?, 3);
    // The type citext compares without case.
    let ann = authors::table.filter(authors::email.eq("ann@EXAMPLE.com")).select(authors::email);
    assert_eq!(ann.first::<String>(conn)?, "Ann@example.com");
    Ok(())
}

#[derive(Debug, Projection)]
#[diesel(table_name = books, check_for_backend(diesel::pg::Pg))]
struct BookPage {
    #[diesel(embed)]
    book: Book,
    author: Author,
    #[kinfolk(filter = log::action.eq(Action::Read), order = log::id)]
    log: Vec<LogEntry>,
    #[kinfolk(order = authors::email)]
    readers: Vec<Author>,
    #[kinfolk(order = sales::day.desc(), top = 1)]
    sales: Vec<Sale>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = log, check_for_backend(diesel::pg::Pg))]
struct LogEntry {
    action: Action,
    remark: Option<Remark>,
}

#[derive(Debug, Queryable, Selectable, Model)]
#[diesel(table_name = remarks)]
struct Remark {
    remark: String,
}

#[derive(Debug, Queryable, Selectable, Model)]
#[diesel(table_name = sales)]
struct Sale {
    day: NaiveDate,
    copies: i32,
}

#[test]
fn relations_lead_from_one_schema_to_the_other() -> QueryResult<()> {
    let (_database, mut conn) = crate::database();
    let conn = &mut conn;
    let (authors, books) = rows(conn)?;
    let entry = |id, book_id, action| Entry { id, book_id, reader_id: None, action };
    let log = [entry(1, 1, Action::Read), entry(2, 1, Action::Written), entry(3, 2, Action::Read)];
    diesel::insert_into(log::table).values(&log).execute(conn)?;
    diesel::insert_into(remarks::table).values((remarks::log_id.eq(3), remarks::remark.eq("fine"))).execute(conn)?;
    // In two partitions.
    for (day, copies) in [("2025-12-31", 3), ("2026-01-01", 4)] {
        let day = day.parse::<NaiveDate>().unwrap();
        let sale = (sales::book_id.eq(1_i64), sales::day.eq(day), sales::copies.eq(copies));
        diesel::insert_into(sales::table).values(sale).execute(conn)?;
    }

    let pages: Vec<BookPage> = BookPage::query().order(books::id).load(conn)?;
    let found = pages.iter().map(|page| page.book.clone()).collect::<Vec<_>>();
    assert_eq!(found, books);
    assert_eq!(pages[2].author, authors[1]);
    assert_eq!(pages[0].readers, authors);
    let remarks = |page: &BookPage| {
        let entries = page.log.iter().map(|entry| (entry.action, entry.remark.as_ref().map(|it| it.remark.clone())));
        entries.collect::<Vec<_>>()
    };
    assert_eq!(remarks(&pages[0]), [(Action::Read, None)]);
    assert_eq!(remarks(&pages[1]), [(Action::Read, Some("fine".into()))]);
    assert_eq!(remarks(&pages[2]), []);
    let newest = pages[0].sales.iter().map(|sale| (sale.day.to_string(), sale.copies)).collect::<Vec<_>>();
    assert_eq!(newest, [("2026-01-01".to_owned(), 4)]);

    // Back, by an accessor, a join and a subquery.
    let first: Entry = log::table.find(1).select(Entry::as_select()).first(conn)?;
    assert_eq!(first.book().select(Book::as_select()).first::<Book>(conn)?, books[0]);
    let joined = log::table.join(log::rel::book).join(books::rel::author).filter(authors::email.eq("ann@example.com"));
    assert_eq!(joined.count().get_result::<i64>(conn)?, 3);
    let counts = books::table.order(books::id).select((books::slug, books::rel::log.count()));
    let counts = counts.load::<(String, i64)>(conn)?;
    assert_eq!(counts, [("one".into(), 2), ("two".into(), 1), ("three".into(), 0)]);
    Ok(())
}

#[test]
fn views_are_read() -> QueryResult<()> {
    let (_database, mut conn) = crate::database();
    let conn = &mut conn;
    rows(conn)?;
    let slugs = shop::table.select((shop::id, shop::slug)).load::<(i64, Option<String>)>(conn)?;
    assert_eq!(slugs, [(2, Some("two".into()))]);
    diesel::sql_query("REFRESH MATERIALIZED VIEW numbers").execute(conn)?;
    let numbers = numbers::table.order(numbers::status).load::<(Status, Option<i64>)>(conn)?;
    assert_eq!(numbers, [(Status::InReview, Some(2)), (Status::Published, Some(1))]);
    Ok(())
}
