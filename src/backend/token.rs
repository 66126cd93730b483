//! What the lexers of all databases give: pieces of SQL, and the lines they stand in.

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
    /// Anything between quotes of any kind.
    Quoted,
    /// One character of anything else.
    Sign,
    /// What ends a statement, where that can be changed.
    #[cfg(feature = "mysql_backend")]
    Delimiter,
    /// The begin or the end of a comment whose text is read like any other.
    #[cfg(feature = "mysql_backend")]
    Mark,
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
            _ => self.text,
        }
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign && self.text.starts_with(sign)
    }

    /// Where it ends, in bytes.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

pub(super) fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

/// The length of a quoted text; its quote doubled stands for itself. One that is not closed goes on to the end.
pub(super) fn quoted(text: &str, quote: char) -> usize {
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

/// The length of a quoted text in which a backslash takes the meaning from the character after it.
#[cfg(any(feature = "postgres_backend", feature = "mysql_backend"))]
pub(super) fn quoted_with_escapes(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            _ if character != quote => {}
            _ if characters.next_if(|(_, next)| *next == quote).is_some() => {}
            _ => return at + quote.len_utf8(),
        }
    }
    text.len()
}

/// Counts lines from the last place asked for, so that a long file is read once.
pub(super) struct Lines<'a> {
    pub(super) sql: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self { sql, at: 0, line: 1 }
    }

    pub(super) fn of(&mut self, at: usize) -> usize {
        self.line += self.sql[self.at..at].matches('\n').count();
        self.at = at;
        self.line
    }
}

/// The one place among these, if it is one.
#[cfg(any(feature = "sqlite", feature = "mysql_backend"))]
pub(super) fn once(mut places: impl Iterator<Item = usize>) -> Option<usize> {
    let place = places.next()?;
    places.next().is_none().then_some(place)
}
