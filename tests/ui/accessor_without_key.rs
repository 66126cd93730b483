//! An accessor of a model that lacks the key column.
use blog::*;

fn run(remark: Remark, conn: &mut SqliteConnection) -> QueryResult<Vec<Article>> {
    remark.article().load(conn)
}

fn main() {}
