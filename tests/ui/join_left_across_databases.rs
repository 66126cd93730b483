//! A relation of another schema file after a join.
#[path = "support/blog.rs"]
mod blog;
use blog::*;

mod other {
    pub mod tables {
        diesel::table! {
            invoices (id) {
                id -> Integer,
                user_id -> Integer,
            }
        }
        diesel::table! {
            customers (id) {
                id -> Integer,
            }
        }
    }
    kinfolk::relations! {
        invoices {
            customer: belongs_to customers (user_id -> id);
        }
        customers {}
    }
}

fn main() {
    let _ = articles::table.join(articles::rel::author).join_left(other::invoices::rel::customer);
}
