//! The words of SQLite's SQL: as much of its lexer as is needed to see where a statement ends.

use crate::backend::token::{Token, TokenKind, in_word, quoted};

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
