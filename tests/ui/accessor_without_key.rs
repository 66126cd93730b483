//! An accessor of a model that lacks the key column.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

fn run(remark: &Remark, conn: &mut SqliteConnection) -> QueryResult<Vec<Article>> {
    remark.article().load(conn)
}

fn main() {}
