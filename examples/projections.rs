//! Projections: what each field of a `#[derive(Projection)]` can be.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::dsl::max;
use diesel::prelude::*;
use kinfolk::prelude::*;
use setup::models::{Article, Comment, Tag, User};
use setup::schema::{articles, comments, tags, users};
use std::error::Error;

#[derive(Debug, Projection)]
#[diesel(table_name = articles)]
struct Page {
    /// A model of the same table.
    #[diesel(embed)]
    article: Article,
    /// A column.
    views: i32,
    /// A column by another name.
    #[diesel(column_name = created_at)]
    written: chrono::NaiveDateTime,
    /// Any expression: here one number of a correlated subquery.
    #[diesel(select_expression = articles::rel::comments.count())]
    talk: i64,
    #[diesel(select_expression = articles::rel::comments.agg(max(comments::id)))]
    newest: Option<i32>,
    /// A relation by its name.
    author: User,
    /// A relation by another name.
    #[kinfolk(rel = editor)]
    checked_by: Option<User>,
    /// Only some of its rows, in an order, the first two of each article.
    #[kinfolk(filter = comments::parent_id.is_null(), order = comments::id.desc(), top = 2)]
    comments: Vec<Comment>,
    /// For a many_to_many the filter may use the table of links, too.
    #[kinfolk(filter = tags::name.ne("unused"))]
    tags: Vec<Tag>,
}

/// A projection is a row of its table wherever a relation leads there.
#[derive(Debug, Projection)]
#[diesel(table_name = users)]
struct Shelf {
    name: String,
    authored_articles: Vec<Page>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;

    let pages: Vec<Page> = Page::query().order(articles::id).load(conn)?;
    println!("{:#?}", pages[0]);
    assert_eq!((pages[0].talk, pages[0].newest, pages[0].views), (5, Some(5), 120));
    assert_eq!(pages[0].comments.iter().map(|comment| comment.id).collect::<Vec<_>>(), [5, 1]);
    assert_eq!(pages[0].checked_by.as_ref().map(|user| user.name.as_str()), Some("Bob"));
    assert!(pages.iter().all(|page| page.written <= chrono::Utc::now().naive_utc()));
    assert_eq!(pages[0].article.title, "Foreign keys are enough");
    assert_eq!((pages[0].author.name.as_str(), pages[0].tags.len()), ("Ann", 2));

    // The number of queries is known when it is compiled.
    const { assert!(Page::QUERIES == 5 && Shelf::QUERIES == 1 + Page::QUERIES) };
    let shelves: Vec<Shelf> = Shelf::query().order(users::name).load(conn)?;
    for shelf in &shelves {
        println!("{} wrote {} articles", shelf.name, shelf.authored_articles.len());
    }
    assert_eq!(shelves.len(), 3);

    // From any query that has the table.
    let of_ann: Vec<Page> = articles::table
        .join(articles::rel::author)
        .filter(users::name.eq("Ann"))
        .order(articles::id)
        .project::<Page>()
        .load(conn)?;
    assert_eq!(of_ann.len(), 2);
    Ok(())
}
