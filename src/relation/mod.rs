//! Relations as values.
