//! A load into a model that does not derive `Selectable`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Queryable, Model)]
#[diesel(table_name = users)]
struct Unselectable {
    id: i32,
}

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Unselectable, Vec<Comment>)>> {
    users::table.include(users::rel::comments).load(conn)
}

fn main() {}
