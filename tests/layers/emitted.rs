//! The code that macros emit.

use crate::source::Source;
use crate::text::{balanced, follows_word, is_word, line_of};

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
                let name = emitted[at..].split(|c: char| !is_path(c)).next().unwrap_or_default();
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

/// Where a path starts with `diesel`, or with `kinfolk` and goes on otherwise than to `__private`.
fn foreign(emitted: &str) -> impl Iterator<Item = usize> {
    let all = ["diesel::", "kinfolk::"].into_iter().flat_map(|path| emitted.match_indices(path));
    let is_start = |before: &str| !follows_word(before.strip_suffix("::").unwrap_or(before));
    let is_private =
        |path: &str| path.strip_prefix("kinfolk::__private").is_some_and(|rest| !rest.starts_with(is_word));
    all.map(|(at, _)| at).filter(move |at| is_start(&emitted[..*at]) && !is_private(&emitted[*at..]))
}
