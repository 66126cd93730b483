//! Cuts a file into statements where SQLite would.

use crate::migration::{Effect, Statement};

use super::tokens::{Token, TokenKind, Tokens};

/// The statements of a text. What is left after the last semicolon is one too, unless it is blank.
///
/// A text that SQLite can't parse may be cut at other places than SQLite would, but nothing of it is left out: what is
/// between two statements is only blanks, comments and semicolons.
pub(super) fn split(sql: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut lines = Lines {
        sql,
        at: 0,
        line: 1,
    };
    for token in Tokens::new(sql) {
        if tokens.is_empty() && token.is_sign(';') {
            continue;
        }
        tokens.push(token);
        if token.is_sign(';') && is_complete(&tokens) {
            statements.push(statement(&mut lines, &tokens));
            tokens.clear();
        }
    }
    if !tokens.is_empty() {
        statements.push(statement(&mut lines, &tokens));
    }
    statements
}

fn statement(lines: &mut Lines<'_>, tokens: &[Token<'_>]) -> Statement {
    let (first, last) = (tokens[0], tokens[tokens.len() - 1]);
    Statement {
        sql: lines.sql[first.at..last.at + last.text.len()].to_owned(),
        line: lines.of(first.at),
        effect: effect(tokens),
    }
}

/// Does this semicolon end the statement? Those in the body of a trigger don't, up to the one after its `END`.
fn is_complete(tokens: &[Token<'_>]) -> bool {
    if !makes_trigger(tokens) {
        return true;
    }
    // `END` also closes a CASE, but only the trigger's own comes after a semicolon.
    matches!(tokens, [.., semicolon, end, _] if semicolon.is_sign(';') && end.is("END"))
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
            create.is("CREATE")
                && (temp.is("TEMP") || temp.is("TEMPORARY"))
                && trigger.is("TRIGGER")
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
            if is_name(name, "foreign_keys") && (sign.is_sign('=') || sign.is_sign('(')) =>
        {
            let value = value
                .text
                .trim_matches(['\'', '"', '`', '[', ']'])
                .to_ascii_lowercase();
            Some(
                matches!(value.as_str(), "on" | "yes" | "true")
                    || value.parse().is_ok_and(|number: i64| number != 0),
            )
        }
        _ => None,
    }
}

fn is_name(token: &Token<'_>, name: &str) -> bool {
    match token.kind {
        TokenKind::Word => token.is(name),
        TokenKind::Quoted => token.text[1..]
            .trim_end_matches(['"', '`', ']', '\''])
            .eq_ignore_ascii_case(name),
        TokenKind::Sign => false,
    }
}

/// Counts lines from the last place asked for, so that a long file is read once.
struct Lines<'a> {
    sql: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        self.line += self.sql[self.at..at].matches('\n').count();
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests;
