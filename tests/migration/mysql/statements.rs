//! Files that the `mysql` client understands.
