use std::{iter::Peekable, str::Chars};

pub(super) enum Token {
    /// The text of a comment, line by line, without its marks.
    Comment { text: Vec<String>, line: usize, end_line: usize },
    /// A name, keyword, number or string, without quotes.
    Word { name: String, line: usize },
    /// Any other character.
    Symbol { symbol: char, line: usize },
}

/// Cuts SQL text into just as much as it takes to tell comments from everything else. It never fails: what isn't closed
/// ends with the text.
pub(super) struct Lexer<'a> {
    chars: Peekable<Chars<'a>>,
    line: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Lexer { chars: sql.chars().peekable(), line: 1 }
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.chars.next();
        self.line += usize::from(next == Some('\n'));
        next
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.chars.peek() == Some(&expected);
        if found {
            self.bump();
        }
        found
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(&next) = self.chars.peek()
            && keep(next)
        {
            text.push(next);
            self.bump();
        }
        text
    }

    /// Up to the closing quote; a doubled one stands for itself.
    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        while let Some(next) = self.bump() {
            if next == quote && (quote == ']' || !self.eat(quote)) {
                break;
            }
            text.push(next);
        }
        text
    }

    fn block_comment(&mut self) -> String {
        let mut text = String::new();
        while let Some(next) = self.bump() {
            if next == '*' && self.eat('/') {
                break;
            }
            text.push(next);
        }
        text
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.take_while(char::is_whitespace);
        let line = self.line;
        Some(match self.bump()? {
            '-' if self.eat('-') => {
                let text = self.take_while(|next| next != '\n');
                Token::Comment { text: tidy(&text), line, end_line: line }
            }
            '/' if self.eat('*') => {
                let text = tidy(&self.block_comment());
                Token::Comment { text, line, end_line: self.line }
            }
            '[' => Token::Word { name: self.quoted(']'), line },
            quote @ ('\'' | '"' | '`') => Token::Word { name: self.quoted(quote), line },
            first if is_word(first) => {
                let rest = self.take_while(is_word);
                Token::Word { name: format!("{first}{rest}"), line }
            }
            symbol => Token::Symbol { symbol, line },
        })
    }
}

/// SQLite takes every character beyond ASCII for a letter.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$' || !c.is_ascii()
}

/// Without the dashes or stars that decorate comments, and without empty lines around.
fn tidy(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches(['-', '*']).trim().to_owned());
    let mut lines = lines.skip_while(String::is_empty).collect::<Vec<_>>();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}
