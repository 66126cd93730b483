//! The bodies of procedures, functions, triggers and events: where in one `END` closes what.
//!
//! `IF`, `REPEAT` and `CASE` are statements, functions and expressions. A statement stands where one may begin: after a
//! semicolon, `THEN`, `ELSE`, `DO` and so on; but in a CASE that is an expression none does.

use crate::backend::token::{Token, TokenKind};

/// What an `END` is still to come for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Statement,
    CaseExpression,
}

/// The blocks of a statement that are open.
#[derive(Default)]
pub(super) struct Body {
    open: Vec<Open>,
}

impl Body {
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The next word, and the one before it.
    pub(super) fn push(&mut self, last: &Token<'_>, token: &Token<'_>) {
        if token.kind != TokenKind::Word {
            return;
        }
        let in_expression = self.open.last() == Some(&Open::CaseExpression);
        if token.is("END") {
            self.open.pop();
        } else if last.is("END") {
            // `END IF` and the like: the END has closed it.
        } else if in_expression {
            if token.is("CASE") {
                self.open.push(Open::CaseExpression);
            }
        } else if token.is("BEGIN") {
            self.open.push(Open::Statement);
        } else {
            let is_statement = if self.is_open() { may_begin_after(last) } else { ends_head(last) };
            let opens = ["IF", "LOOP", "WHILE", "REPEAT"].iter().any(|word| token.is(word))
                || (token.is("FOR") && self.is_open());
            if token.is("CASE") {
                self.open.push(if is_statement { Open::Statement } else { Open::CaseExpression });
            } else if opens && is_statement {
                self.open.push(Open::Statement);
            }
        }
    }
}

/// May a statement of a body begin after this?
fn may_begin_after(last: &Token<'_>) -> bool {
    let words = ["BEGIN", "ATOMIC", "THEN", "ELSE", "DO", "LOOP", "REPEAT"];
    last.kind == TokenKind::Delimiter || last.is_sign(';') || last.is_sign(':') || words.iter().any(|it| last.is(it))
}

/// May this be the end of the head of a routine, so that its body begins, which need not be a block?
fn ends_head(last: &Token<'_>) -> bool {
    let words = ["ROW", "DETERMINISTIC", "DATA", "SQL", "DEFINER", "INVOKER", "DO"];
    last.is_sign(')') || last.is_sign(':') || words.iter().any(|it| last.is(it))
}
