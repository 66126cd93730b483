//! The guide: an hour's read, a chapter at a time.
//!
//! 1. [`schema`]: `schema.rs`, the names of relations, `kinfolk.toml`
//! 2. [`relations`]: tokens, joins, aliases
//! 3. [`loading`]: `include`, and the rules of every load
//! 4. [`projections`]: structs that say what to load
//! 5. [`rows`]: accessors, aggregates, links
//! 6. [`errors`]: what does not compile, and what can fail at run time
//! 7. [`watching`]: the query log, assertions for tests, N+1
//! 8. [`migrations`]: the command, and the library in a service
#![cfg_attr(feature = "async", doc = "9. [`asynchronous`]: over `diesel_async`")]
//! 10. [`databases`]: one program for all of them, what each does in its own way, loads over a network
//! 11. [`speed`]: what costs what, and the limits
//!
//! All examples use the blog of this repository: [its migrations] make `schema.rs`; models such as `Article` have some of the
//! columns of their tables, and `conn` is a database in memory with a few rows.
//!
//! [its migrations]: https://github.com/kinfolk-rs/kinfolk/tree/main/migrations/sqlite

macro_rules! chapters {
    ($($(#[$attribute:meta])* $name:ident),* $(,)?) => {$(
        $(#[$attribute])*
        #[doc = include_str!(concat!(env!("OUT_DIR"), "/docs/guide/", stringify!($name), ".md"))]
        pub mod $name {}
    )*};
}
chapters!(
    schema,
    relations,
    loading,
    projections,
    rows,
    errors,
    watching,
    migrations,
    // One of its examples has a pool.
    #[cfg(all(feature = "async", any(not(doctest), feature = "bb8")))]
    asynchronous,
    // Its examples are of every database.
    #[cfg(any(
        not(doctest),
        all(feature = "postgres", feature = "mysql", feature = "async", feature = "one_statement")
    ))]
    databases,
    speed,
);
