//! A relation of another schema file is included.
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

fn run(conn: &mut SqliteConnection) -> QueryResult<Vec<(Article, User)>> {
    articles::table.include(other::invoices::rel::customer).load(conn)
}

fn main() {}
