//! A projection that is a tuple struct.
use blog::*;

#[derive(Projection)]
#[diesel(table_name = articles)]
struct Row(String);

fn main() {}
