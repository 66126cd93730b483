//! Where in a statement MySQL's complaint points: a syntax error says the line, others name what they are about.

use diesel::result::Error as DieselError;

use crate::backend::token::{TokenKind, once};

use super::tokens::Tokens;

pub(super) fn find(sql: &str, error: &DieselError) -> Option<usize> {
    let DieselError::DatabaseError(_, info) = error else {
        return None;
    };
    let message = info.message();
    line(sql, message).or_else(|| named(sql, message))
}

/// `… near 'x' at line 3`
fn line(sql: &str, message: &str) -> Option<usize> {
    let number: usize = message.rsplit_once(" at line ")?.1.parse().ok()?;
    let ends = sql.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).nth(number.checked_sub(1)?)
}

/// `Unknown column 'a.x' in 'SELECT'` is about `x`.
fn named(sql: &str, message: &str) -> Option<usize> {
    let quoted = message.split('\'').nth(1)?;
    let name = quoted.rsplit('.').next()?;
    let names = Tokens::new(sql).filter(|token| {
        matches!(token.kind, TokenKind::Word | TokenKind::Quoted) && token.name().eq_ignore_ascii_case(name)
    });
    once(names.map(|token| token.at))
}

#[cfg(test)]
mod tests {
    use diesel::result::{DatabaseErrorKind, Error};

    #[test]
    fn the_word_is_found_where_there_is_no_doubt() {
        let sql = "SELECT a,\n `b c`, a\nFORM t WHERE `x` = 'FORM'";
        for (message, found) in [
            ("You have an error in your SQL syntax; … near 't WHERE' at line 3", Some("FORM t")),
            ("You have an error in your SQL syntax; … near '' at line 9", None),
            ("Table 'app.t' doesn't exist", Some("t WHERE")),
            ("Unknown column 'b c' in 'SELECT'", Some("`b c`")),
            ("Unknown column 't.X' in 'WHERE'", Some("`x`")),
            ("Unknown column 'a' in 'SELECT'", None),
            ("Lock wait timeout exceeded; try restarting transaction", None),
            ("", None),
        ] {
            let error = Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned()));
            assert_eq!(super::find(sql, &error), found.and_then(|text| sql.find(text)), "{message}");
        }
    }
}
