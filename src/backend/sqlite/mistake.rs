//! Where in a statement SQLite's complaint points. SQLite knows the place, but Diesel hands on only the words.

use crate::backend::token::once;

use super::tokens::Tokens;

/// The byte at which the word stands that the message names, if it stands in the statement once.
pub(super) fn find(sql: &str, message: &str) -> Option<usize> {
    let tokens = Tokens::new(sql);
    if let Some(text) = between(message, "unrecognized token: \"", "\"") {
        once(sql.match_indices(text).map(|(at, _)| at))
    } else if let Some(text) = between(message, "near \"", "\": syntax error") {
        once(tokens.filter(|token| token.text == text).map(|token| token.at))
    } else {
        let name = missing(message)?;
        once(tokens.filter(|token| token.name().eq_ignore_ascii_case(name)).map(|token| token.at))
    }
}

fn between<'a>(message: &'a str, before: &str, after: &str) -> Option<&'a str> {
    message.strip_prefix(before)?.strip_suffix(after)
}

/// `no such column: a.x` is about `x`.
fn missing(message: &str) -> Option<&str> {
    let (what, name) = message.split_once(": ")?;
    what.starts_with("no such ").then(|| name.rsplit('.').next()).flatten()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_word_is_found_where_there_is_no_doubt() {
        let sql = "SELECT a,\n \"b c\", a FORM t WHERE [x] = 'FORM'";
        for (message, found) in [
            ("near \"FORM\": syntax error", Some("FORM t")),
            ("near \"a\": syntax error", None),
            ("near \"=\": syntax error", Some("= 'F")),
            ("near \"gone\": syntax error", None),
            ("no such table: main.t", Some("t WHERE")),
            ("no such column: b c", Some("\"b c\"")),
            ("no such column: t.X", Some("[x]")),
            ("unrecognized token: \"'FORM'\"", Some("'FORM'")),
            ("UNIQUE constraint failed: t.x", None),
            ("incomplete input", None),
            ("", None),
        ] {
            assert_eq!(find(sql, message), found.and_then(|text| sql.find(text)), "{message}");
        }
    }
}
