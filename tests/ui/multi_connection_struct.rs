//! `MultiConnection` on a struct.

#[derive(kinfolk::MultiConnection)]
struct AnyConnection {
    conn: diesel::SqliteConnection,
}

fn main() {}
