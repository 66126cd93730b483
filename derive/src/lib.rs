//! The macros of kinfolk. Use them through the `kinfolk` crate.
