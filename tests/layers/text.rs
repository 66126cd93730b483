//! Rust as text: enough to find paths in it.

/// The same lines, without comments and without what stands in texts.
pub(crate) fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kept, len) = match first {
            '/' if rest.starts_with("//") => ("", rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => ("", rest.find("*/").map_or(rest.len(), |end| end + 2)),
            'r' if !follows_word(&code) && raw_text(rest).is_some() => ("\"\"", raw_text(rest).unwrap_or(1)),
            '"' => ("\"\"", quoted(rest, '"')),
            '\'' if rest[1..].starts_with('\\') => ("' '", quoted(rest, '\'')),
            '\'' if rest.chars().nth(2) == Some('\'') => ("' '", quoted(rest, '\'')),
            other => (&rest[..other.len_utf8()], other.len_utf8()),
        };
        code.push_str(kept);
        if kept.len() != len {
            code.extend(rest[..len].chars().filter(|character| *character == '\n'));
        }
        rest = &rest[len..];
    }
    code
}

/// The length of a raw text, `r#"…"#`.
fn raw_text(rest: &str) -> Option<usize> {
    let hashes = rest[1..].find(|character| character != '#')?;
    let open = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(2 + hashes + open.find(&close)? + close.len())
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, character)| {
        let is_end = *character == quote && !escaped;
        escaped = *character == '\\' && !escaped;
        is_end
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

pub(crate) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

pub(crate) fn follows_word(before: &str) -> bool {
    before.ends_with(is_word)
}

pub(crate) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// From an opening bracket to the one that closes it.
pub(crate) fn balanced(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth <= 1 => return &text[..at],
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    text
}
