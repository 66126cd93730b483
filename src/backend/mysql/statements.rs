//! Cuts a file into statements where the `mysql` client would, and where it would not without `DELIMITER`: after a body.

use crate::backend::token::{Lines, Token, TokenKind};
use crate::migration::{Effect, Statement};

use super::bodies::Body;
use super::tokens::Tokens;

/// As many tokens of a beginning as are needed to see what it is:
/// ``CREATE OR REPLACE DEFINER = `a` @ `b` AGGREGATE FUNCTION``.
const BEGINNING: usize = 16;

/// The statements of a text. What is left after the last delimiter is one too, unless it is blank.
pub(super) fn split(sql: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut lines = Lines::new(sql);
    let mut open: Option<Open<'_>> = None;
    let mut tokens = Tokens::new(sql);
    while let Some(token) = tokens.next() {
        match &mut open {
            None if token.kind == TokenKind::Delimiter => {}
            None if token.is("DELIMITER") => {
                if !tokens.set_delimiter() {
                    let message = "names no delimiter; write one behind it, as in `DELIMITER //`";
                    statements.push(for_the_client(token.text, lines.of(token.at), message));
                }
            }
            None if token.is_sign('\\') => {
                let end = tokens.skip_line();
                let message = "is a command of the mysql client, which the server does not know; write it in SQL, or leave it out";
                statements.push(for_the_client(&sql[token.at..end], lines.of(token.at), message));
            }
            None => open = Some(Open::new(token)),
            Some(statement) if token.kind == TokenKind::Delimiter => {
                let inside = statement.body.is_open() || tokens.is_conditional();
                if inside && tokens.is_semicolon_delimiter() {
                    statement.push(token);
                } else {
                    // The server knows no other delimiter than the usual one.
                    let end = if tokens.is_semicolon_delimiter() { token.end() } else { statement.end };
                    statements.extend(open.take().map(|it| it.close(&mut lines, end)));
                }
            }
            Some(statement) => statement.push(token),
        }
    }
    statements.extend(open.map(|it| {
        let end = it.end;
        it.close(&mut lines, end)
    }));
    statements
}

fn for_the_client(text: &str, line: usize, message: &'static str) -> Statement {
    Statement { sql: text.trim_end().to_owned(), line, effect: Effect::Unsupported(message) }
}

/// A statement that is being read.
struct Open<'a> {
    from: usize,
    end: usize,
    first: Vec<Token<'a>>,
    /// But for marks.
    last: Token<'a>,
    has_body: bool,
    body: Body,
}

impl<'a> Open<'a> {
    fn new(token: Token<'a>) -> Self {
        let (from, end, body) = (token.at, token.end(), Body::default());
        let mut open = Self { from, end, first: Vec::new(), last: token, has_body: false, body };
        if token.kind != TokenKind::Mark {
            open.note(token);
        }
        open
    }

    fn push(&mut self, token: Token<'a>) {
        self.end = token.end();
        if token.kind == TokenKind::Mark {
            return;
        }
        if self.has_body {
            self.body.push(&self.last, &token);
        }
        self.last = token;
        self.note(token);
    }

    fn note(&mut self, token: Token<'a>) {
        if self.first.len() < BEGINNING {
            self.first.push(token);
            if !self.has_body && is_compound(&self.first) {
                self.has_body = true;
                self.body.push(&token, &self.first[0]);
            }
            self.has_body |= makes_routine(&self.first);
        }
    }

    fn close(self, lines: &mut Lines<'_>, end: usize) -> Statement {
        Statement { sql: lines.sql[self.from..end].to_owned(), line: lines.of(self.from), effect: effect(&self.first) }
    }
}

/// MariaDB's block outside of a routine.
fn is_compound(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [begin, not] if begin.is("BEGIN") && not.is("NOT"))
}

fn makes_routine(tokens: &[Token<'_>]) -> bool {
    let [create, rest @ ..] = tokens else {
        return false;
    };
    if !create.is("CREATE") && !create.is("ALTER") {
        return false;
    }
    let is_routine =
        |it: &Token<'_>| ["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"].iter().any(|kind| it.is(kind));
    let mut rest = rest;
    while let [modifier, after @ ..] = rest
        && ["OR", "REPLACE", "AGGREGATE"].iter().any(|it| modifier.is(it))
    {
        rest = after;
    }
    match rest {
        [definer, after @ ..] if definer.is("DEFINER") => {
            // The definer's own name may be one of these words.
            let named = |before: &Token<'_>| before.is_sign('=') || before.is_sign('@');
            after.windows(2).any(|pair| is_routine(&pair[1]) && !named(&pair[0]))
        }
        [kind, ..] => is_routine(kind),
        [] => false,
    }
}

fn effect(tokens: &[Token<'_>]) -> Effect {
    match tokens {
        [begin, not, ..] if begin.is("BEGIN") && not.is("NOT") => Effect::None,
        [begin, ..] if begin.is("BEGIN") => Effect::Begin,
        [start, transaction, ..] if start.is("START") && transaction.is("TRANSACTION") => Effect::Begin,
        [end, ..] if end.is("COMMIT") => Effect::End,
        // ROLLBACK TO a savepoint leaves the transaction as it is.
        [rollback, to, ..] if rollback.is("ROLLBACK") && to.is("TO") => Effect::None,
        [rollback, _, to, ..] if rollback.is("ROLLBACK") && to.is("TO") => Effect::None,
        [rollback, ..] if rollback.is("ROLLBACK") => Effect::End,
        [savepoint, ..] if savepoint.is("SAVEPOINT") => Effect::Savepoint,
        _ => Effect::None,
    }
}

/// Can a statement that fails have changed something? One that calls others can, and `DROP` of several tables.
pub(super) fn may_be_partial(sql: &str) -> bool {
    let tokens: Vec<Token<'_>> = Tokens::new(sql).filter(|it| it.kind != TokenKind::Mark).collect();
    let Some(first) = tokens.first() else {
        return false;
    };
    let calls = ["CALL", "EXECUTE", "BEGIN", "IF", "LOOP", "WHILE", "REPEAT", "FOR"].iter().any(|it| first.is(it));
    let several = first.is("DROP") && tokens.iter().any(|it| it.is_sign(','));
    let holds_more = tokens.iter().rev().skip(1).any(|it| it.kind == TokenKind::Delimiter) && !makes_routine(&tokens);
    calls || several || holds_more
}

#[cfg(test)]
mod tests;
