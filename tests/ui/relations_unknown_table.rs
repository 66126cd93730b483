//! A relation to a table that is not in the schema.

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
        author: belongs_to persons (user_id -> id);
    }
    people {}
}

fn main() {}
