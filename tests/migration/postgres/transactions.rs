//! What PostgreSQL does only outside of a transaction.
