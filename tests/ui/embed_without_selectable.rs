//! An embedded model does not derive `Selectable`.
use blog::*;

#[derive(Queryable, Model)]
#[diesel(table_name = users)]
struct Unselectable {
    id: i32,
}

#[derive(Projection)]
#[diesel(table_name = users)]
#[diesel(check_for_backend(diesel::sqlite::Sqlite))]
struct Row {
    #[diesel(embed)]
    user: Unselectable,
}

fn main() {}
