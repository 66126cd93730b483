//! The code that macros emit.

use crate::source::Source;
use crate::text::{balanced, follows_word, line_of};

/// Paths in emitted code that are neither private paths of kinfolk nor the user's own.
pub(crate) fn foreign_paths(file: &Source) -> Vec<String> {
    let quotes = ["quote!", "quote_spanned!"].into_iter().flat_map(|quote| {
        let starts = file.code.match_indices(quote);
        starts.map(move |(at, _)| at + quote.len())
    });
    let mut problems: Vec<_> = quotes
        .flat_map(|start| {
            let emitted = balanced(&file.code[start..]);
            foreign(emitted).map(move |at| {
                let name = emitted[at..]
                    .split(|c: char| !is_path(c))
                    .next()
                    .unwrap_or_default();
                let line = line_of(&file.code, start + at);
                format!("{}:{line}: emitted code names `{name}`", file.name)
            })
        })
        .collect();
    problems.sort();
    // A quote inside a quote is read twice.
    problems.dedup();
    problems
}

fn is_path(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == ':'
}

/// Where `diesel::…` or `kinfolk::…` other than `kinfolk::__private` stands.
fn foreign(emitted: &str) -> impl Iterator<Item = usize> {
    let all = ["diesel::", "kinfolk::"]
        .into_iter()
        .flat_map(|path| emitted.match_indices(path));
    all.map(|(at, _)| at).filter(|at| {
        !follows_word(&emitted[..*at]) && !emitted[*at..].starts_with("kinfolk::__private")
    })
}
