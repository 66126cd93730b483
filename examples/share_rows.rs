//! One row, many parents: `Arc` (or `Rc`) shares it, a plain field clones it.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::prelude::*;
use setup::schema::{articles, users};
use std::error::Error;
use std::sync::Arc;

/// Not `Clone`: two articles by one user could not have one each.
#[derive(Queryable, Selectable, Model)]
#[diesel(table_name = users)]
struct User {
    name: String,
}

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Page {
    title: String,
    author: Arc<User>,
    editor: Option<Arc<User>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;
    let pages: Vec<Page> = Page::query().order(articles::id).load(conn)?;
    assert!(Arc::ptr_eq(&pages[0].author, &pages[1].author), "Ann was loaded once and is shared");
    for page in &pages {
        println!("{}: {}, {} pages share this user", page.title, page.author.name, Arc::strong_count(&page.author));
    }
    assert!(pages[1].editor.is_none());
    Ok(())
}
