//! The schema of a database as plain data.
