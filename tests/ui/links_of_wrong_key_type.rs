//! Links to keys of another type.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(article: &Article) {
    let _ = articles::rel::tags.links(article).add(["rust"]);
}

fn main() {}
