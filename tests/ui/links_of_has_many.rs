//! Links of a relation that is not many-to-many.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(article: &Article) {
    let _ = articles::rel::comments.links(article);
}

fn main() {}
