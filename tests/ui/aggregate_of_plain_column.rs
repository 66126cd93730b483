//! An aggregate that does not aggregate.
use blog::*;

fn main() {
    let _ = users::rel::authored_articles.agg(articles::views);
}
