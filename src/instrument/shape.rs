//! The shape of a statement: what stays the same when it runs again with other values.

use super::tokens::{Token, tokens};

/// The statement with its values replaced by `?`, its lists of values shortened to one, comments and spaces tidied.
///
/// ```
/// use kinfolk::instrument::shape;
///
/// assert_eq!(
///     shape("SELECT * FROM users\n WHERE id IN (1, 2, 3) AND name = 'x' -- why"),
///     "SELECT * FROM users WHERE id IN (?) AND name = ?",
/// );
/// ```
pub fn shape(sql: &str) -> String {
    shape_of(&tokens(sql))
}

pub(super) fn shape_of(tokens: &[Token<'_>]) -> String {
    let mut shape = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        push(&mut shape, token);
        at += 1;
        let list = if token.is_word("in") {
            value_list(&tokens[at..])
        } else if token.is_word("values") {
            value_rows(&tokens[at..])
        } else {
            None
        };
        if let Some(list) = list {
            tokens[at..at + list.kept].iter().for_each(|token| push(&mut shape, token));
            at += list.kept + list.dropped;
        }
    }
    shape
}

fn push(shape: &mut String, token: &Token<'_>) {
    if token.spaced && !shape.is_empty() {
        shape.push(' ');
    }
    shape.push_str(if token.is_value() { "?" } else { token.text });
}

/// How many tokens of a list stand for all of it, and how many after them repeat it.
struct List {
    kept: usize,
    dropped: usize,
}

/// `(?, ?, ?)` or `((?, ?), (?, ?))` after IN.
fn value_list(tokens: &[Token<'_>]) -> Option<List> {
    if !tokens.first()?.is("(") {
        return None;
    }
    let items = repeated(&tokens[1..], |tokens| item_len(tokens).or_else(|| row_len(tokens)))?;
    let end = 1 + items.kept + items.dropped;
    tokens.get(end)?.is(")").then_some(List { kept: 1 + items.kept, dropped: items.dropped })
}

/// `(?, ?), (?, ?)` after VALUES.
fn value_rows(tokens: &[Token<'_>]) -> Option<List> {
    repeated(tokens, row_len)
}

/// One item, then any number of commas and items.
fn repeated(tokens: &[Token<'_>], len: impl Fn(&[Token<'_>]) -> Option<usize>) -> Option<List> {
    let kept = len(tokens)?;
    let mut end = kept;
    while tokens.get(end).is_some_and(|token| token.is(",")) {
        let Some(next) = len(&tokens[end + 1..]) else {
            break;
        };
        end += 1 + next;
    }
    Some(List { kept, dropped: end - kept })
}

fn item_len(tokens: &[Token<'_>]) -> Option<usize> {
    let first = tokens.first()?;
    if first.is("-") || first.is("+") {
        return tokens.get(1)?.is_value().then_some(2);
    }
    (first.is_value() || first.is_word("null") || first.is_word("default")).then_some(1)
}

fn row_len(tokens: &[Token<'_>]) -> Option<usize> {
    if !tokens.first()?.is("(") {
        return None;
    }
    let items = repeated(&tokens[1..], item_len)?;
    let end = 1 + items.kept + items.dropped;
    tokens.get(end)?.is(")").then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn values_lists_and_rows_are_one_shape() {
        for (sql, expected) in [
            ("SELECT 1", "SELECT ?"),
            ("select a from t where (a,b) in ((1,2),(3,4))", "select a from t where (a,b) in ((?,?))"),
            (
                "INSERT INTO t (a, b) VALUES (?, ?), (?, NULL), (?, ?) RETURNING id",
                "INSERT INTO t (a, b) VALUES (?, ?) RETURNING id",
            ),
            ("INSERT INTO t VALUES (1, lower('X'))", "INSERT INTO t VALUES (?, lower(?))"),
            ("SELECT x IN (SELECT a, b FROM t WHERE c = $2)", "SELECT x IN (SELECT a, b FROM t WHERE c = ?)"),
            ("SELECT x = ANY($1)", "SELECT x = ANY(?)"),
            ("SELECT x IN (-1, 2)", "SELECT x IN (-?)"),
            ("SELECT x IN (", "SELECT x IN ("),
            ("", ""),
        ] {
            assert_eq!(shape(sql), expected);
        }
    }

    #[test]
    fn the_length_of_a_list_makes_no_difference() {
        assert_eq!(shape("x IN (?, ?, ?)"), shape("x IN (?)"));
        assert_ne!(shape("x IN (?)"), shape("x NOT IN (?)"));
    }
}
