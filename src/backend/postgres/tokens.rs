//! The words of PostgreSQL's SQL: as much of its lexer as is needed to see where a statement ends.

use crate::backend::token::{Token, TokenKind, in_word, quoted, quoted_with_escapes};

pub(super) struct Tokens<'a> {
    sql: &'a str,
    at: usize,
    /// Whether backslashes count in plain strings, as they do where `standard_conforming_strings` is off.
    pub(super) escapes: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self { sql, at: 0, escapes: false }
    }

    fn rest(&self) -> &'a str {
        &self.sql[self.at..]
    }

    /// Goes on with the next line; returns the place where this one ends.
    pub(super) fn skip_line(&mut self) -> usize {
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        self.at += length;
        self.at
    }

    /// Skips blanks and comments. A comment that is not closed goes on to the end.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\u{feff}');
            let length = match rest {
                _ if rest.starts_with(blank) => rest.find(|c| !blank(c)),
                _ if rest.starts_with("--") => rest.find('\n'),
                _ if rest.starts_with("/*") => comment(rest),
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
            '\'' if self.escapes => (TokenKind::Quoted, quoted_with_escapes(rest, first)),
            '\'' | '"' => (TokenKind::Quoted, quoted(rest, first)),
            'e' | 'E' if rest[1..].starts_with('\'') => (TokenKind::Quoted, 1 + quoted_with_escapes(&rest[1..], '\'')),
            '$' => match dollar_quoted(rest) {
                Some(length) => (TokenKind::Quoted, length),
                None => (TokenKind::Sign, 1),
            },
            _ if in_word(first) => (TokenKind::Word, rest.find(|c| !in_word(c)).unwrap_or(rest.len())),
            _ => (TokenKind::Sign, first.len_utf8()),
        };
        let token = Token { kind, text: &rest[..length], at: self.at };
        self.at += length;
        Some(token)
    }
}

/// The length of a comment, which may hold others.
fn comment(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        let rest = &text[at..];
        let end = rest.find("*/")?;
        match rest.find("/*") {
            Some(begin) if begin < end => {
                depth += 1;
                at += begin + 2;
            }
            _ => {
                depth -= 1;
                at += end + 2;
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The length of `$$ … $$` or `$tag$ … $tag$`, if it is one.
fn dollar_quoted(text: &str) -> Option<usize> {
    let end = text[1..].find('$')? + 2;
    let tag = &text[1..end - 1];
    let is_name =
        |tag: &str| tag.chars().all(|c| in_word(c) && c != '$') && !tag.starts_with(|c: char| c.is_ascii_digit());
    if !is_name(tag) {
        return None;
    }
    let close = text[end..].find(&text[..end]).map(|close| end + close + end);
    Some(close.unwrap_or(text.len()))
}
