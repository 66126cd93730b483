//! Where in the program a statement came from.

use std::backtrace::Backtrace;
use std::fmt::{self, Display};

/// A place in the program: a function, and its file and line where the program has debug information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    function: String,
    place: Option<String>,
}

impl Origin {
    /// The function, as `app::page::render`.
    pub fn function(&self) -> &str {
        &self.function
    }

    /// File, line and column, as `./src/page.rs:31:22`.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place} ({})", self.function),
            None => f.write_str(&self.function),
        }
    }
}

/// How many functions of the program are named, from the innermost outwards.
const DEPTH: usize = 3;

/// Where the running statement comes from: the innermost functions that are the program's own. Empty where none are on
/// the stack, as when a connection runs its statements on a thread of its own.
pub(super) fn here() -> Vec<Origin> {
    own_frames(&Backtrace::force_capture().to_string())
}

/// Reads the text of a backtrace, which is all that the standard library offers of it: `  3: function`, then where it is
/// known `      at file:line:column`.
fn own_frames(backtrace: &str) -> Vec<Origin> {
    let mut frames: Vec<Origin> = Vec::new();
    for line in backtrace.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("at ") {
            if let Some(frame) = frames.last_mut() {
                frame.place.get_or_insert_with(|| place.to_owned());
            }
        } else {
            let numbered = line.split_once(": ").filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
            let function = tidy(numbered.map_or(line, |(_, function)| function));
            frames.push(Origin { function: function.to_owned(), place: None });
        }
    }
    frames.retain(is_own);
    // A function and its closures are one place to look at, whether the path is told or not.
    frames.dedup_by(|next, kept| next.function.ends_with(&kept.function));
    frames.truncate(DEPTH);
    frames
}

/// Without the hash that tells instances apart, and without closures.
fn tidy(function: &str) -> &str {
    let function = match function.rsplit_once("::h") {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => name,
        _ => function,
    };
    function.split("::{").next().unwrap_or(function)
}

/// Crates between the program and the database.
const NOT_OWN: &[&str] = &[
    "std",
    "core",
    "alloc",
    "kinfolk",
    "diesel",
    "diesel_async",
    "diesel_migrations",
    "r2d2",
    "deadpool",
    "bb8",
    "mobc",
    "tokio",
    "futures_core",
    "futures_util",
    "futures_executor",
    "backtrace_rs",
    "test",
    "scoped_futures",
];

/// Names have no path where a program has only line tables, so the file decides where it is known.
fn is_own(frame: &Origin) -> bool {
    match (crate_of(&frame.function), &frame.place) {
        (Some(name), _) if NOT_OWN.contains(&name) => false,
        (_, Some(place)) => place.contains(".rs") && !is_library(place),
        // A name without a path and a file is C.
        (name, None) => name.is_some(),
    }
}

/// The first part of a path: `app` of `<app::Post as diesel::Queryable>::build`.
fn crate_of(function: &str) -> Option<&str> {
    let name = function.trim_start_matches(['<', '&', '*']);
    let name = name.trim_start_matches("mut ").trim_start_matches("dyn ");
    let name = match name.split_once(" as ") {
        // A type parameter of a library: the trait says more.
        Some((parameter, rest)) if !parameter.contains("::") => rest,
        _ => name,
    };
    Some(name.split_once("::")?.0)
}

fn is_library(place: &str) -> bool {
    let place = place.replace('\\', "/");
    let from_registry = ["/rustc/", "/registry/src/", "/git/checkouts/"];
    from_registry.iter().any(|path| place.contains(path)) || is_kinfolk(&place)
}

/// Whether it is a source of kinfolk, for programs that have it as a path dependency.
fn is_kinfolk(place: &str) -> bool {
    const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/");
    let sources = SOURCES.replace('\\', "/");
    // Backtraces shorten what is below the working directory.
    let Some(relative) = place.strip_prefix("./") else {
        return place.starts_with(&sources);
    };
    std::env::current_dir().is_ok_and(|dir| dir.join(relative).starts_with(sources))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "   0: kinfolk::instrument::origin::here
             at /home/x/kinfolk/src/instrument/origin.rs:1:1
   1: <F as diesel::connection::instrumentation::Instrumentation>::on_connection_event
             at /home/x/.cargo/registry/src/y/diesel-2.3.14/src/connection/instrumentation.rs:1:1
   2: other::thing::h0123456789abcdef
             at /home/x/.cargo/registry/src/y/other-1.0.0/src/lib.rs:1:1
   3: blog::page::render::{{closure}}
             at ./app/page.rs:31:22
      blog::page::render::{closure#1}
             at ./app/page.rs:29:5
   4: core::ops::function::FnOnce::call_once
             at /rustc/0/library/core/src/ops/function.rs:250:5
   5: blog::main::h0123456789abcdef
   6: __libc_start_main";

    #[test]
    fn only_the_programs_own_functions_are_named() {
        let frames: Vec<_> = own_frames(TEXT).iter().map(Origin::to_string).collect();
        assert_eq!(frames, ["./app/page.rs:31:22 (blog::page::render)", "blog::main"]);
    }
}
