//! No semicolon after a relation.

pub mod tables {
    diesel::table! {
        posts (id) {
            id -> Integer,
            user_id -> Integer,
        }
    }
    diesel::table! {
        people (id) {
            id -> Integer,
        }
    }
}

kinfolk::relations! {
    posts {
        author: belongs_to people (user_id -> id)
    }
    people {}
}

fn main() {}
