//! An aggregate that does not aggregate.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = users::rel::authored_articles.agg(articles::views);
}
