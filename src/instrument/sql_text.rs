//! The SQL of a query that an instrumentation event carries, apart from the values of its binds.
//!
//! Diesel shows a query as `SELECT … -- binds: [5]`, which can't be cut in two safely: the SQL may hold ` -- binds: ` in a
//! literal, and so may a bind. Its `Debug` form can: `Query { sql: "SELECT …", binds: [5] }` quotes the SQL, so its end is
//! certain. The SQL of `batch_execute` comes as a quoted string alone, which reads the same way.

use diesel::connection::DebugQuery;
use std::fmt::{self, Write};

const BINDS: &str = " -- binds: ";
/// What a query reads as that Diesel itself could not turn into SQL.
const UNBUILDABLE: &str = "(a query that could not be turned into SQL)";

/// The SQL of a query, never with the values of its binds.
pub(super) fn sql(query: &dyn DebugQuery) -> String {
    let mut quoted = Quoted::default();
    // Always an error: the writer refuses all that follows the SQL, so the binds are not even formatted.
    let _ = write!(quoted, "{query:?}");
    if quoted.state == State::Done {
        return quoted.text;
    }
    let mut shown = String::new();
    match write!(shown, "{query}") {
        // The first mark, not the last: too little SQL is a blemish, a bind is a leak.
        Ok(()) => shown.find(BINDS).map_or(shown.clone(), |end| shown[..end].to_owned()),
        // `to_string` would panic here, as for an update without changes.
        Err(fmt::Error) => UNBUILDABLE.to_owned(),
    }
}

/// The values of the binds as Diesel shows them, `[1, "a"]`; `None` when the statement can't have any.
pub(super) fn binds(query: &dyn DebugQuery) -> Option<String> {
    let mut shown = String::new();
    write!(shown, "{query}").ok()?;
    let binds = shown.strip_prefix(&sql(query))?.strip_prefix(BINDS)?;
    Some(binds.to_owned())
}

/// The strings inside a `Debug` text, as in `[1, Some("a")]`.
pub(super) fn quoted_strings(debug: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut quoted = Quoted::default();
    for character in debug.chars() {
        quoted.push(character);
        if quoted.state == State::Done {
            found.push(std::mem::take(&mut quoted).text);
        }
    }
    found
}

/// Reads the first string literal of what is written to it, and stops the writing there.
#[derive(Default)]
struct Quoted {
    state: State,
    text: String,
}

#[derive(Default, PartialEq)]
enum State {
    #[default]
    Before,
    Inside,
    Escape,
    Unicode(u32),
    Done,
}

impl Quoted {
    fn push(&mut self, character: char) {
        self.state = match (&self.state, character) {
            (State::Before, '"') => State::Inside,
            (State::Before, _) => State::Before,
            (State::Inside, '"') => State::Done,
            (State::Inside, '\\') => State::Escape,
            (State::Inside, other) => self.take(other),
            (State::Escape, 'u') => State::Unicode(0),
            (State::Escape, 'n') => self.take('\n'),
            (State::Escape, 'r') => self.take('\r'),
            (State::Escape, 't') => self.take('\t'),
            (State::Escape, '0') => self.take('\0'),
            (State::Escape, other) => self.take(other),
            (State::Unicode(_), '{') => State::Unicode(0),
            (State::Unicode(code), '}') => self.take(char::from_u32(*code).unwrap_or(char::REPLACEMENT_CHARACTER)),
            (State::Unicode(code), digit) => State::Unicode(code.wrapping_mul(16) + digit.to_digit(16).unwrap_or(0)),
            (State::Done, _) => State::Done,
        };
    }

    fn take(&mut self, character: char) -> State {
        self.text.push(character);
        State::Inside
    }
}

impl Write for Quoted {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            if self.state == State::Done {
                return Err(fmt::Error);
            }
            self.push(character);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        for text in ["plain", "it's \"x\" \\ -- binds: [1]", "tab\t nl\n cr\r nul\0", "é ☃ \u{200b}\u{7f}"] {
            let mut quoted = Quoted::default();
            let _ = write!(quoted, "Query {{ sql: {text:?}, binds: [{text:?}] }}");
            assert_eq!(quoted.text, text);
        }
    }

    #[test]
    fn strings_are_found_in_debug_text() {
        assert_eq!(quoted_strings(r#"[1, "a", Some("b\"c"), [1, 2]]"#), ["a", "b\"c"]);
    }
}
