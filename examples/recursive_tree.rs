//! Recursive projections: rows with all that is below them, whatever the depth, by one query more.
#![allow(clippy::print_stdout)]

mod setup;

use diesel::prelude::*;
use kinfolk::assert_queries;
use kinfolk::prelude::*;
use setup::models::User;
use setup::schema::{categories, comments};
use std::error::Error;

#[derive(Clone, Projection)]
#[diesel(table_name = categories)]
struct Category {
    name: String,
    #[kinfolk(recursive, order = categories::name)]
    children: Vec<Category>,
}

/// Two levels at most, and relations at every level: those too are one query each for the whole tree.
#[derive(Clone, Projection)]
#[diesel(table_name = comments)]
struct Thread {
    body: String,
    author: Option<User>,
    #[kinfolk(recursive, depth = 2)]
    replies: Vec<Thread>,
}

fn print(category: &Category, depth: usize) {
    println!("{}{}", "  ".repeat(depth), category.name);
    category.children.iter().for_each(|child| print(child, depth + 1));
}

fn main() -> Result<(), Box<dyn Error>> {
    let conn = &mut setup::connect()?;

    let roots: Vec<Category> =
        assert_queries!(conn, 2, { Category::query().filter(categories::parent_id.is_null()).load(conn)? });
    roots.iter().for_each(|root| print(root, 0));
    assert_eq!(roots[0].children[1].children[0].name, "macros");

    let thread: Thread =
        assert_queries!(conn, Thread::QUERIES, { Thread::query().filter(comments::id.eq(1)).first(conn)? });
    let second = &thread.replies[0].replies[0];
    assert_eq!((second.body.as_str(), second.author.is_none()), ("Even trees of them?", true));
    assert!(second.replies.is_empty(), "the third level was not asked for");
    Ok(())
}
