//! Two columns on one side, one on the other.

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
        author: belongs_to people (user_id, id -> id);
    }
    people {}
}

fn main() {}
