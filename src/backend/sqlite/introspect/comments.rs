//! Comments in the text of a `CREATE TABLE`. SQLite keeps that text as it was typed, and no other kind of comment.

mod lexer;

use lexer::{Lexer, Token};

/// What the text of one `CREATE TABLE` says about the table and its columns.
#[derive(Default)]
pub(super) struct Comments {
    table: Vec<String>,
    columns: Vec<(String, Vec<String>)>,
}

impl Comments {
    pub(super) fn of_table(&self) -> Option<String> {
        join(&self.table)
    }

    pub(super) fn of_column(&self, name: &str) -> Option<String> {
        self.columns.iter().find(|(column, _)| column == name).and_then(|(_, lines)| join(lines))
    }

    pub(super) fn read(sql: &str) -> Self {
        let mut reader = Reader::default();
        for token in Lexer::new(sql) {
            reader.take(token);
        }
        reader.comments
    }
}

fn join(lines: &[String]) -> Option<String> {
    let text = lines.join("\n");
    (!text.trim().is_empty()).then_some(text)
}

#[derive(Default)]
struct Reader {
    comments: Comments,
    depth: usize,
    /// Comments on lines of their own that wait for the column they stand above.
    waiting: Vec<String>,
    /// The line of the last token that was no comment.
    line: usize,
    /// The line on which the last waiting comment ended.
    waiting_line: usize,
    /// Whether the next word starts the definition of a column or constraint.
    at_start: bool,
    closed: bool,
}

impl Reader {
    fn take(&mut self, token: Token) {
        match token {
            Token::Comment { text, line, end_line } => self.comment(text, line, end_line),
            Token::Symbol { symbol, line } => self.symbol(symbol, line),
            Token::Word { name, line } => self.word(name, line),
        }
    }

    fn comment(&mut self, text: Vec<String>, line: usize, end_line: usize) {
        if self.closed {
            return;
        }
        let trails = line == self.line;
        if self.depth == 0 {
            self.comments.table.extend(text);
        } else if trails || !self.at_start {
            match self.comments.columns.last_mut() {
                Some((_, lines)) => lines.extend(text),
                // Behind the opening parenthesis.
                None => self.comments.table.extend(text),
            }
        } else {
            self.part_from_table(line);
            self.waiting.extend(text);
            self.waiting_line = end_line;
        }
    }

    fn symbol(&mut self, symbol: char, line: usize) {
        match symbol {
            '(' => {
                self.depth += 1;
                self.at_start |= self.depth == 1;
            }
            ')' => {
                self.depth = self.depth.saturating_sub(1);
                self.closed |= self.depth == 0;
            }
            ',' if self.depth == 1 => self.at_start = true,
            _ => {}
        }
        self.line = line;
    }

    fn word(&mut self, name: String, line: usize) {
        if self.at_start && self.depth == 1 {
            self.part_from_table(line);
            self.comments.columns.push((name, std::mem::take(&mut self.waiting)));
            self.at_start = false;
        }
        self.line = line;
    }

    /// An empty line parts what is said about the table from what is said about its first column.
    fn part_from_table(&mut self, line: usize) {
        if self.comments.columns.is_empty() && line > self.waiting_line + 1 {
            self.comments.table.append(&mut self.waiting);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Comments;
    use proptest::prelude::proptest;

    #[test]
    fn what_is_not_closed_ends_with_the_text() {
        for sql in ["CREATE TABLE a (", "CREATE TABLE a (b -- c", "CREATE TABLE a (b /* c", "CREATE TABLE \"a"] {
            Comments::read(sql);
        }
        assert_eq!(Comments::read("CREATE TABLE a (b /* c").of_column("b").as_deref(), Some("c"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(sql in r#"CREATE TABLE [\s(),a-z'"`\[\]/*-]*"#) {
            Comments::read(&sql);
        }
    }
}
