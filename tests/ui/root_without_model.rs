//! A load into a struct that does not derive `Model`.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
struct Plain {
    id: i32,
}

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Plain, Vec<Comment>)>> {
    users::table.include(users::rel::comments).load(conn)
}

fn main() {}
