//! Cuts a file into statements where SQLite would.

use crate::backend::token::{Lines, Token};
use crate::migration::{Effect, Statement};

use super::tokens::Tokens;

/// The statements of a text. What is left after the last semicolon is one too, unless it is blank.
///
/// A text that SQLite can't parse may be cut at other places than SQLite would, but nothing of it is left out: what is
/// between two statements is only blanks, comments and semicolons.
pub(super) fn split(sql: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut lines = Lines::new(sql);
    let mut open: Option<Open<'_>> = None;
    for token in Tokens::new(sql) {
        match &mut open {
            None if token.is_sign(';') => {}
            None => open = Some(Open::new(token)),
            Some(statement) => {
                statement.push(token);
                if statement.is_complete() {
                    statements.extend(open.take().map(|it| it.close(&mut lines)));
                }
            }
        }
    }
    statements.extend(open.map(|it| it.close(&mut lines)));
    statements
}

/// A statement that is being read. Its first words say what it is and its last ones whether it ends here; those between
/// are not kept, as they may be the rows of a large table.
struct Open<'a> {
    first: Vec<Token<'a>>,
    last: [Token<'a>; 3],
}

impl<'a> Open<'a> {
    fn new(token: Token<'a>) -> Self {
        Self { first: vec![token], last: [token; 3] }
    }

    fn push(&mut self, token: Token<'a>) {
        // `EXPLAIN QUERY PLAN CREATE TEMP TRIGGER` is the longest beginning that matters.
        if self.first.len() < 6 {
            self.first.push(token);
        }
        self.last.rotate_left(1);
        self.last[2] = token;
    }

    /// Does its last token end it? In a trigger only the semicolon after `; END` does: `END` also closes a CASE, but only
    /// the trigger's own comes after a semicolon.
    fn is_complete(&self) -> bool {
        let [semicolon, end, last] = &self.last;
        last.is_sign(';') && (!makes_trigger(&self.first) || (semicolon.is_sign(';') && end.is("END")))
    }

    fn close(self, lines: &mut Lines<'_>) -> Statement {
        let (from, last) = (self.first[0].at, self.last[2]);
        Statement { sql: lines.sql[from..last.end()].to_owned(), line: lines.of(from), effect: effect(&self.first) }
    }
}

fn makes_trigger(tokens: &[Token<'_>]) -> bool {
    let mut rest = tokens;
    if let [explain, after @ ..] = rest
        && explain.is("EXPLAIN")
    {
        rest = match after {
            [query, plan, after @ ..] if query.is("QUERY") && plan.is("PLAN") => after,
            _ => after,
        };
    }
    match rest {
        [create, trigger, ..] if create.is("CREATE") && trigger.is("TRIGGER") => true,
        [create, temp, trigger, ..] => {
            create.is("CREATE") && (temp.is("TEMP") || temp.is("TEMPORARY")) && trigger.is("TRIGGER")
        }
        _ => false,
    }
}

fn effect(tokens: &[Token<'_>]) -> Effect {
    match tokens {
        [begin, ..] if begin.is("BEGIN") => Effect::Begin,
        [end, ..] if end.is("COMMIT") || end.is("END") => Effect::End,
        // ROLLBACK TO a savepoint leaves the transaction as it is.
        [rollback, to, ..] if rollback.is("ROLLBACK") && to.is("TO") => Effect::None,
        [rollback, _, to, ..] if rollback.is("ROLLBACK") && to.is("TO") => Effect::None,
        [rollback, ..] if rollback.is("ROLLBACK") => Effect::End,
        [savepoint, ..] if savepoint.is("SAVEPOINT") => Effect::Savepoint,
        _ => Effect::None,
    }
}

/// Does the statement switch foreign keys on or off? `None` for any other statement.
pub(super) fn switches_foreign_keys(sql: &str) -> Option<bool> {
    let tokens: Vec<Token<'_>> = Tokens::new(sql).take(8).collect();
    let rest = match tokens.as_slice() {
        [pragma, _, dot, rest @ ..] if pragma.is("PRAGMA") && dot.is_sign('.') => rest,
        [pragma, rest @ ..] if pragma.is("PRAGMA") => rest,
        _ => return None,
    };
    match rest {
        [name, sign, value, ..]
            if name.name().eq_ignore_ascii_case("foreign_keys") && (sign.is_sign('=') || sign.is_sign('(')) =>
        {
            let value = value.text.trim_matches(['\'', '"', '`', '[', ']']).to_ascii_lowercase();
            Some(matches!(value.as_str(), "on" | "yes" | "true") || value.parse().is_ok_and(|number: i64| number != 0))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
