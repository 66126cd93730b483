//! The words of SQLite's SQL: as much of its lexer as is needed to see where a statement ends.

/// A piece of SQL that is neither blank nor a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    pub(super) text: &'a str,
    /// Where it begins, in bytes.
    pub(super) at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A keyword, a name or a number.
    Word,
    /// Anything between quotes, backticks or brackets.
    Quoted,
    /// One character of anything else.
    Sign,
}

impl<'a> Token<'a> {
    /// Is it this keyword? Quoted ones are names.
    pub(super) fn is(&self, keyword: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// What it names: its text without the quotes.
    pub(super) fn name(&self) -> &'a str {
        match self.kind {
            TokenKind::Quoted => {
                let inner = &self.text[1..];
                inner.strip_suffix(['\'', '"', '`', ']']).unwrap_or(inner)
            }
            TokenKind::Word | TokenKind::Sign => self.text,
        }
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign && self.text.starts_with(sign)
    }
}

pub(super) struct Tokens<'a> {
    sql: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self { sql, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.sql[self.at..]
    }

    /// Skips blanks and comments. A comment that is not closed goes on to the end.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            // The byte order mark counts as a blank for SQLite.
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c' | '\u{feff}');
            let length = match rest {
                _ if rest.starts_with(blank) => rest.find(|c| !blank(c)),
                _ if rest.starts_with("--") => rest.find('\n'),
                _ if rest.starts_with("/*") => rest[2..].find("*/").map(|end| end + 4),
                _ => return,
            };
            self.at += length.unwrap_or(rest.len());
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '\'' | '"' | '`' => (TokenKind::Quoted, quoted(rest, first)),
            '[' => (TokenKind::Quoted, rest.find(']').map_or(rest.len(), |end| end + 1)),
            _ if in_word(first) => (TokenKind::Word, rest.find(|c| !in_word(c)).unwrap_or(rest.len())),
            _ => (TokenKind::Sign, first.len_utf8()),
        };
        let token = Token { kind, text: &rest[..length], at: self.at };
        self.at += length;
        Some(token)
    }
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

/// The length of a quoted text; its quote doubled stands for itself. One that is not closed goes on to the end.
fn quoted(text: &str, quote: char) -> usize {
    let mut from = 1;
    while let Some(end) = text[from..].find(quote) {
        from += end + 1;
        match text[from..].starts_with(quote) {
            true => from += 1,
            false => return from,
        }
    }
    text.len()
}
