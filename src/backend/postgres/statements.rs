//! Cuts a file into statements where psql would.

use crate::backend::token::{Lines, Token};
use crate::migration::{Effect, Statement};

use super::tokens::Tokens;

/// As many tokens of a beginning as are needed to see what it is.
const BEGINNING: usize = 6;

/// The statements of a text. What is left after the last semicolon is one too, unless it is blank.
pub(super) fn split(sql: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut lines = Lines::new(sql);
    let mut open: Option<Open<'_>> = None;
    let mut tokens = Tokens::new(sql);
    while let Some(token) = tokens.next() {
        match &mut open {
            None if token.is_sign(';') => {}
            None if token.is_sign('\\') => {
                let end = tokens.skip_line();
                statements.push(shell_command(&sql[token.at..end], lines.of(token.at)));
            }
            None => open = Some(Open::new(token)),
            Some(statement) => {
                statement.push(token);
                if statement.is_complete() {
                    if let Some(escapes) = switches_escapes(&statement.first) {
                        tokens.escapes = escapes;
                    }
                    statements.extend(open.take().map(|it| it.close(&mut lines)));
                }
            }
        }
    }
    statements.extend(open.map(|it| it.close(&mut lines)));
    statements
}

fn shell_command(line: &str, number: usize) -> Statement {
    let message = "is a command of psql, which the server does not know; write it in SQL, or leave it out";
    Statement { sql: line.trim_end().to_owned(), line: number, effect: Effect::Unsupported(message) }
}

/// A statement that is being read.
struct Open<'a> {
    first: Vec<Token<'a>>,
    last: Token<'a>,
    /// How many parentheses are open: the actions of a rule have semicolons in them.
    parentheses: usize,
    /// How many `BEGIN ATOMIC` and `CASE` are open.
    body: usize,
    /// Rows from, or to, the program that sends it.
    copies: bool,
}

impl<'a> Open<'a> {
    fn new(token: Token<'a>) -> Self {
        Self { first: vec![token], last: token, parentheses: 0, body: 0, copies: false }
    }

    fn push(&mut self, token: Token<'a>) {
        if self.first.len() < BEGINNING {
            self.first.push(token);
        }
        if token.is_sign('(') {
            self.parentheses += 1;
        } else if token.is_sign(')') {
            self.parentheses = self.parentheses.saturating_sub(1);
        } else if token.is("ATOMIC") && self.last.is("BEGIN") && makes_routine(&self.first) {
            self.body = 1;
        } else if self.body > 0 && token.is("CASE") {
            self.body += 1;
        } else if self.body > 0 && token.is("END") {
            self.body -= 1;
        }
        let here = (self.last.is("FROM") && token.is("STDIN")) || (self.last.is("TO") && token.is("STDOUT"));
        self.copies |= here && self.parentheses == 0 && self.first[0].is("COPY");
        self.last = token;
    }

    fn is_complete(&self) -> bool {
        self.last.is_sign(';') && self.parentheses == 0 && self.body == 0
    }

    fn close(self, lines: &mut Lines<'_>) -> Statement {
        let from = self.first[0].at;
        let effect = match self.copies {
            true => Effect::Unsupported(
                "copies rows between the server and psql, which a migration cannot do; write INSERT statements",
            ),
            false => effect(&self.first),
        };
        Statement { sql: lines.sql[from..self.last.end()].to_owned(), line: lines.of(from), effect }
    }
}

fn makes_routine(tokens: &[Token<'_>]) -> bool {
    let kind = match tokens {
        [create, or, replace, kind, ..] if create.is("CREATE") && or.is("OR") && replace.is("REPLACE") => kind,
        [create, kind, ..] if create.is("CREATE") => kind,
        _ => return false,
    };
    kind.is("FUNCTION") || kind.is("PROCEDURE")
}

fn effect(tokens: &[Token<'_>]) -> Effect {
    match tokens {
        [begin, ..] if begin.is("BEGIN") => Effect::Begin,
        [start, transaction, ..] if start.is("START") && transaction.is("TRANSACTION") => Effect::Begin,
        // The end of a transaction that was prepared by somebody else.
        [end, prepared, ..] if (end.is("COMMIT") || end.is("ROLLBACK")) && prepared.is("PREPARED") => Effect::None,
        [prepare, transaction, ..] if prepare.is("PREPARE") && transaction.is("TRANSACTION") => Effect::End,
        [end, ..] if end.is("COMMIT") || end.is("END") || end.is("ABORT") => Effect::End,
        // ROLLBACK TO a savepoint leaves the transaction as it is.
        [rollback, to, ..] if rollback.is("ROLLBACK") && to.is("TO") => Effect::None,
        [rollback, _, to, ..] if rollback.is("ROLLBACK") && to.is("TO") => Effect::None,
        [rollback, ..] if rollback.is("ROLLBACK") => Effect::End,
        [savepoint, ..] if savepoint.is("SAVEPOINT") => Effect::Savepoint,
        _ => Effect::None,
    }
}

/// `SET standard_conforming_strings`: do backslashes count from here on?
fn switches_escapes(tokens: &[Token<'_>]) -> Option<bool> {
    let rest = match tokens {
        [set, scope, rest @ ..] if set.is("SET") && (scope.is("SESSION") || scope.is("LOCAL")) => rest,
        [set, rest @ ..] if set.is("SET") => rest,
        _ => return None,
    };
    match rest {
        [name, _, value, ..] if name.is("standard_conforming_strings") => {
            Some(["off", "false", "no", "0"].iter().any(|off| value.name().eq_ignore_ascii_case(off)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
