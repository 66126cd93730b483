//! An aggregate over another table than the relation leads to.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn main() {
    let _ = users::rel::comments.agg(diesel::dsl::sum(articles::views));
}
