//! Rows with values of MySQL's own types, through relations.

use crate::schema::enums::{BooksOldStatus, RemarksKind, Status};
use crate::schema::{authors, books, chapters, numbers, readings, remarks, shop};
use crate::values::{Flags, JsonText};
use bigdecimal::BigDecimal;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use diesel::prelude::*;
use kinfolk::prelude::*;

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = authors)]
struct Author {
    id: u32,
    email: String,
    born: Option<i16>,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = books)]
struct Book {
    id: u64,
    author_id: u32,
    title: String,
    status: Status,
    old_status: Option<BooksOldStatus>,
    flags: Flags,
    details: JsonText,
    price: BigDecimal,
    weight: Option<f32>,
    pages: u32,
    copies: u16,
    floor: i8,
    shelf: u8,
    place: Vec<u8>,
    is_lent: bool,
    year: i16,
    opens_at: NaiveTime,
    printed_at: Option<NaiveDateTime>,
    touched_at: Option<NaiveDateTime>,
    cover: Option<Vec<u8>>,
    note: Option<String>,
    version: i32,
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = chapters)]
struct Chapter {
    book_id: u64,
    number: u8,
    heading: String,
}

#[derive(Debug, PartialEq, Queryable, Selectable, Insertable, Model)]
#[diesel(table_name = remarks)]
struct Remark {
    id: i32,
    book_id: u64,
    number: u8,
    kind: RemarksKind,
}

fn book(id: u64, author: &Author, title: &str) -> Book {
    let day = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap();
    Book {
        id,
        author_id: author.id,
        title: title.into(),
        status: Status::InReview,
        old_status: Some(BooksOldStatus::Draft),
        flags: Flags(vec!["pinned".into(), "on loan".into()]),
        details: JsonText(r#"{"pages": 200, "to": "ü"}"#.into()),
        price: "19.90".parse().unwrap(),
        weight: Some(0.5),
        pages: 16_777_215,
        copies: u16::MAX,
        floor: -1,
        shelf: u8::MAX,
        place: vec![0b1010, 0b1100_0011],
        is_lent: true,
        year: 2155,
        opens_at: NaiveTime::from_hms_milli_opt(23, 59, 58, 125).unwrap(),
        printed_at: day.and_hms_micro_opt(23, 59, 59, 999_999),
        touched_at: day.and_hms_milli_opt(1, 2, 3, 4),
        cover: Some(vec![0, 255]),
        note: Some("".into()),
        version: 7,
    }
}

/// Two authors and three books, each of which both have read.
fn rows(conn: &mut MysqlConnection) -> QueryResult<(Vec<Author>, Vec<Book>)> {
    let author = |id, email: &str, born| Author { id, email: email.into(), born };
    let authors = vec![author(1, "ann@example.com", Some(1901)), author(u32::MAX, "bob@example.com", None)];
    let mut books =
        vec![book(1, &authors[0], "one"), book(2, &authors[0], "two"), book(u64::MAX - 1, &authors[1], "three")];
    books[1].status = Status::Out;
    // What is sent as a `TIMESTAMP` ends in 2038.
    books[1].printed_at = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap().and_hms_micro_opt(23, 59, 59, 999_999);
    books[2] = Book {
        status: Status::Draft,
        old_status: None,
        flags: Flags(Vec::new()),
        weight: None,
        printed_at: None,
        cover: None,
        note: None,
        ..books[2].clone()
    };
    diesel::insert_into(authors::table).values(&authors).execute(conn)?;
    diesel::insert_into(books::table).values(&books).execute(conn)?;
    for book in &books {
        for author in &authors {
            let key = (readings::book_id.eq(book.id), readings::author_id.eq(author.id));
            diesel::insert_into(readings::table).values(key).execute(conn)?;
        }
    }
    Ok((authors, books))
}

#[test]
fn values_come_back_as_they_went_in() -> QueryResult<()> {
    let (_database, mut conn) = crate::library();
    let conn = &mut conn;
    let (authors, books) = rows(conn)?;
    assert_eq!(authors::table.order(authors::id).select(Author::as_select()).load(conn)?, authors);
    assert_eq!(books::table.order(books::id).select(Book::as_select()).load(conn)?, books);
    // What the database computes can be read.
    assert_eq!(books::table.order(books::id).select(books::length).first::<Option<i32>>(conn)?, Some(3));
    Ok(())
}

#[test]
fn values_are_conditions() -> QueryResult<()> {
    let (_database, mut conn) = crate::library();
    let conn = &mut conn;
    let (_, rows) = rows(conn)?;
    let ids = |conn: &mut MysqlConnection, status: &[Status]| {
        books::table.filter(books::status.eq_any(status)).order(books::id).select(books::id).load::<u64>(conn)
    };
    assert_eq!(ids(conn, &[Status::InReview])?, [1]);
    assert_eq!(ids(conn, &[Status::Out, Status::Draft])?, [2, u64::MAX - 1]);
    let like = &rows[0];
    let found = books::table
        .filter(books::flags.eq(&like.flags))
        .filter(books::price.eq(&like.price))
        .filter(books::pages.eq(like.pages))
        .filter(books::copies.eq(like.copies))
        .filter(books::floor.eq(like.floor))
        .filter(books::shelf.eq(like.shelf))
        .filter(books::is_lent.eq(true))
        .filter(books::year.eq(like.year))
        .filter(books::opens_at.eq(like.opens_at))
        .filter(books::printed_at.ge(like.printed_at))
        .filter(books::touched_at.eq(like.touched_at))
        .filter(books::cover.eq(&like.cover));
    assert_eq!(found.select(books::id).order(books::id).load::<u64>(conn)?, [1, 2]);
    Ok(())
}

#[derive(Debug, Projection)]
#[diesel(table_name = books, check_for_backend(diesel::mysql::Mysql))]
struct BookPage {
    #[diesel(embed)]
    book: Book,
    author: Author,
    #[kinfolk(order = chapters::number.desc(), top = 1)]
    chapters: Vec<ChapterPage>,
    #[kinfolk(order = authors::email)]
    readers: Vec<Author>,
}

#[derive(Debug, Projection)]
#[diesel(table_name = chapters, check_for_backend(diesel::mysql::Mysql))]
struct ChapterPage {
    heading: String,
    #[kinfolk(filter = remarks::kind.eq(RemarksKind::Praise))]
    remarks: Vec<Remark>,
}

#[test]
fn relations_lead_to_them() -> QueryResult<()> {
    let (_database, mut conn) = crate::library();
    let conn = &mut conn;
    let (authors, books) = rows(conn)?;
    let last = u64::MAX - 1;
    let chapter = |book_id, number, heading: &str| Chapter { book_id, number, heading: heading.into() };
    let chapters = [chapter(1, 1, "Ouverture"), chapter(last, 1, "Start"), chapter(last, 255, "End")];
    diesel::insert_into(chapters::table).values(&chapters).execute(conn)?;
    let remark = |id, number, kind| Remark { id, book_id: last, number, kind };
    let remarks =
        [remark(1, 255, RemarksKind::Blame), remark(2, 255, RemarksKind::Praise), remark(3, 1, RemarksKind::Praise)];
    diesel::insert_into(remarks::table).values(&remarks).execute(conn)?;

    let pages: Vec<BookPage> = BookPage::query().order(books::id).load(conn)?;
    assert_eq!(pages.iter().map(|page| page.book.clone()).collect::<Vec<_>>(), books);
    assert_eq!(pages[2].author, authors[1]);
    assert_eq!(pages[0].readers, authors);
    assert_eq!(pages[1].chapters.len(), 0);
    assert_eq!(pages[2].chapters[0].heading, "End");
    assert_eq!(pages[2].chapters[0].remarks, remarks[1..2]);

    // Back, by an accessor over two columns, a join and a subquery.
    assert_eq!(remarks[0].chapter().select(Chapter::as_select()).first::<Chapter>(conn)?, chapters[2]);
    let joined = remarks::table.join(remarks::rel::chapter).join(chapters::rel::book).join(books::rel::author);
    assert_eq!(joined.filter(authors::id.eq(u32::MAX)).count().get_result::<i64>(conn)?, 3);
    let counts = books::table.order(books::id).select((books::title, books::rel::chapters.count()));
    let counts = counts.load::<(String, i64)>(conn)?;
    assert_eq!(counts, [("one".into(), 1), ("two".into(), 0), ("three".into(), 2)]);
    Ok(())
}

#[test]
fn views_are_read() -> QueryResult<()> {
    let (_database, mut conn) = crate::library();
    let conn = &mut conn;
    rows(conn)?;
    let titles = shop::table.select((shop::id, shop::title)).load::<(u64, String)>(conn)?;
    assert_eq!(titles, [(2, "two".into())]);
    let numbers = numbers::table.select(numbers::books).load::<i64>(conn)?;
    assert_eq!(numbers, [1, 1, 1]);
    Ok(())
}

#[cfg(feature = "async")]
#[tokio::test]
async fn loads_on_an_async_connection_are_the_same() -> QueryResult<()> {
    use diesel_async::AsyncConnection as _;
    let (database, mut conn) = crate::library();
    let (authors, books) = rows(&mut conn)?;
    let mut conn = diesel_async::AsyncMysqlConnection::establish(database.url()).await.unwrap();
    let pages: Vec<BookPage> = BookPage::query().order(books::id).load_async(&mut conn).await?;
    assert_eq!(pages.iter().map(|page| page.book.clone()).collect::<Vec<_>>(), books);
    assert_eq!(pages[0].readers, authors);
    Ok(())
}
