//! A key column that the table has not.

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
        author: belongs_to people (person_id -> id);
    }
    people {}
}

fn main() {}
