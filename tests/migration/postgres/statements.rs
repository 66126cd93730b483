//! Files that PostgreSQL's own tools understand.
