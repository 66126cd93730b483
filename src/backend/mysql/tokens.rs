//! The words of MySQL's SQL: as much of its lexer, and of its client's, as is needed to see where a statement ends.

use crate::backend::token::{Token, TokenKind, in_word, quoted, quoted_with_escapes};

pub(super) struct Tokens<'a> {
    sql: &'a str,
    at: usize,
    /// What ends a statement.
    delimiter: &'a str,
    /// In a `/*! … */`, whose text is code.
    conditional: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self { sql, at: 0, delimiter: ";", conditional: false }
    }

    /// Is it the usual one?
    pub(super) fn is_semicolon_delimiter(&self) -> bool {
        self.delimiter == ";"
    }

    pub(super) fn is_conditional(&self) -> bool {
        self.conditional
    }

    /// Takes the rest of the line for the new delimiter. `false` if there is none.
    pub(super) fn set_delimiter(&mut self) -> bool {
        let line = self.at;
        let end = self.skip_line();
        match self.sql[line..end].split_whitespace().next() {
            Some(delimiter) => {
                self.delimiter = delimiter;
                true
            }
            None => false,
        }
    }

    /// Goes on with the next line; returns the place where this one ends.
    pub(super) fn skip_line(&mut self) -> usize {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.sql[self.at..]
    }

    /// Skips blanks and comments. A comment that is not closed goes on to the end.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = |c: char| c.is_ascii_whitespace() || c == '\x0b' || c == '\u{feff}';
            let length = match rest {
                _ if rest.starts_with(self.delimiter) => return,
                _ if rest.starts_with(blank) => rest.find(|c| !blank(c)),
                _ if rest.starts_with('#') || is_dash_comment(rest) => rest.find('\n'),
                _ if condition(rest).is_none() && rest.starts_with("/*") => rest[2..].find("*/").map(|end| end + 4),
                _ => return,
            };
            self.at += length.unwrap_or(rest.len());
        }
    }

    fn word(&self, rest: &str) -> usize {
        let length = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        // `END$$`: the delimiter may be made of what names are made of.
        match rest[..length].find(self.delimiter) {
            Some(end) => end,
            None => length,
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
            _ if rest.starts_with(self.delimiter) => (TokenKind::Delimiter, self.delimiter.len()),
            _ if self.conditional && rest.starts_with("*/") => (TokenKind::Mark, 2),
            '/' => match condition(rest) {
                Some(length) => (TokenKind::Mark, length),
                None => (TokenKind::Sign, 1),
            },
            '\'' | '"' => (TokenKind::Quoted, quoted_with_escapes(rest, first)),
            '`' => (TokenKind::Quoted, quoted(rest, first)),
            _ if in_word(first) => (TokenKind::Word, self.word(rest)),
            _ => (TokenKind::Sign, first.len_utf8()),
        };
        if kind == TokenKind::Mark {
            self.conditional = first == '/';
        }
        let token = Token { kind, text: &rest[..length], at: self.at };
        self.at += length;
        Some(token)
    }
}

/// Two dashes begin a comment only where a blank or the end follows: `4--1` is 5.
fn is_dash_comment(text: &str) -> bool {
    text.strip_prefix("--").is_some_and(|rest| rest.chars().next().is_none_or(|c| c.is_whitespace() || c.is_control()))
}

/// The length of `/*!50003` or MariaDB's `/*M!100100`, whose text is read by servers of that version on.
fn condition(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("/*!").or_else(|| text.strip_prefix("/*M!"))?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some(text.len() - rest.len() + digits)
}
