//! A projection that is an enum.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
enum Row {
    Title(String),
}

fn main() {}
