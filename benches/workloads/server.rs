//! A server for benchmarks: one that is there or a private one.
#![allow(unreachable_pub, reason = "benchmarks include it")]

use kinfolk_throwaway::Error;
use std::env;
use url::Url;

/// The URL of the server that the first of the variables names which is set, or else of one that is started.
///
/// # Errors
/// Why it cannot be started.
pub fn url(variables: [&str; 2], start: impl FnOnce() -> Result<String, Error>) -> Result<Url, Error> {
    let given = variables.iter().find_map(|variable| env::var(variable).ok());
    let url = given.map_or_else(start, Ok)?;
    Ok(Url::parse(&url).expect("a URL"))
}
