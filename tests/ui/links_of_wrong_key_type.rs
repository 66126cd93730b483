//! Links to keys of another type.
use blog::*;

fn run(article: &Article, conn: &mut SqliteConnection) {
    let _ = articles::rel::tags.links(article).add(["rust"]).execute(conn);
}

fn main() {}
