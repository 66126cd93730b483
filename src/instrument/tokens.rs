//! SQL as a row of tokens: enough to compare statements, far from a parser.

/// One token of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// The token as written, quotes included.
    pub(super) text: &'a str,
    /// Whether space or a comment stands before it.
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword, or a name without quotes.
    Word,
    /// A name in quotes.
    Name,
    /// A text literal.
    Text,
    /// A number.
    Number,
    /// A place for a value: `?`, `$1`, `:name`.
    Bind,
    /// Anything else, one character.
    Symbol,
}

impl<'a> Token<'a> {
    pub(super) fn is(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it stands for a value that differs from one run to the next.
    pub(super) fn is_value(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Number | Kind::Bind)
    }

    /// The name of a table or column, without its quotes.
    pub(super) fn name(&self) -> Option<&'a str> {
        match self.kind {
            Kind::Word => Some(self.text),
            Kind::Name => self.text.get(1..self.text.len().checked_sub(1)?),
            _ => None,
        }
    }
}

/// The tokens of a statement. Unfinished quotes and comments reach to the end; nothing is an error.
pub(super) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = sql;
    let mut spaced = false;
    while let Some(first) = rest.chars().next() {
        let blank = blank_len(rest, first);
        if blank > 0 {
            spaced = true;
            rest = &rest[blank..];
            continue;
        }
        let (kind, len) = token_len(rest, first);
        found.push(Token { kind, text: &rest[..len], spaced });
        spaced = false;
        rest = &rest[len..];
    }
    found
}

/// The length of the space or comment that `rest` starts with.
fn blank_len(rest: &str, first: char) -> usize {
    if first.is_whitespace() {
        rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len())
    } else if rest.starts_with("--") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |end| end + 2)
    } else {
        0
    }
}

fn token_len(rest: &str, first: char) -> (Kind, usize) {
    match first {
        '\'' => (Kind::Text, quoted_len(rest, '\'')),
        '"' | '`' => (Kind::Name, quoted_len(rest, first)),
        '0'..='9' => (Kind::Number, run_len(rest, |c| c.is_alphanumeric() || c == '.' || c == '_')),
        '?' => (Kind::Bind, 1 + run_len(&rest[1..], |c| c.is_ascii_digit())),
        '$' => dollar_len(rest),
        // `::` is a cast of PostgreSQL, `:name` a bind.
        ':' if rest.starts_with("::") => (Kind::Symbol, 2),
        ':' if run_len(&rest[1..], is_word) > 0 => (Kind::Bind, 1 + run_len(&rest[1..], is_word)),
        c if is_word(c) => (Kind::Word, run_len(rest, |c| is_word(c) || c == '$')),
        c => (Kind::Symbol, c.len_utf8()),
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn run_len(text: &str, accepted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !accepted(c)).unwrap_or(text.len())
}

/// A quote is closed by the same character; two of them are one inside.
fn quoted_len(rest: &str, quote: char) -> usize {
    let mut from = 1;
    while let Some(at) = rest[from..].find(quote) {
        from += at + 1;
        if !rest[from..].starts_with(quote) {
            return from;
        }
        from += 1;
    }
    rest.len()
}

/// `$1` is a bind, `$tag$ … $tag$` a text.
fn dollar_len(rest: &str) -> (Kind, usize) {
    let tag = 1 + run_len(&rest[1..], is_word);
    if rest[tag..].starts_with('$') {
        let open = &rest[..=tag];
        let len = rest[open.len()..].find(open).map_or(rest.len(), |end| end + 2 * open.len());
        (Kind::Text, len)
    } else if tag > 1 {
        (Kind::Bind, tag)
    } else {
        (Kind::Symbol, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sql: &str) -> Vec<(Kind, &str)> {
        tokens(sql).iter().map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn every_kind_is_told_apart() {
        use Kind::*;
        assert_eq!(
            texts("a.`b``c` = 'it''s -- no' /* c */ -- d\n$1 ?2 :n x::int 1.5e3 $q$a'b$q$"),
            [
                (Word, "a"),
                (Symbol, "."),
                (Name, "`b``c`"),
                (Symbol, "="),
                (Text, "'it''s -- no'"),
                (Bind, "$1"),
                (Bind, "?2"),
                (Bind, ":n"),
                (Word, "x"),
                (Symbol, "::"),
                (Word, "int"),
                (Number, "1.5e3"),
                (Text, "$q$a'b$q$"),
            ]
        );
    }

    #[test]
    fn unfinished_text_reaches_to_the_end() {
        for sql in ["'abc", "\"", "/* x", "-- x", "$a$ b", "$", "é'", ":", "``"] {
            let _ = texts(sql);
            let _: Vec<_> = tokens(sql).iter().map(Token::name).collect();
        }
    }
}
