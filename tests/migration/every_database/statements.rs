//! Where a file is cut into statements, whatever is in it.

use std::path::Path;

use kinfolk::migration::{Script, Statement};
use proptest::prelude::*;

use super::super::database::{Db, STATEMENTS};

const BETWEEN: &[&str] = &[";", " ;\n", ";\n\n", ";-- c;\n", ";/* ; ' */ ", "; ;\t;\r\n", "\n;\u{c} "];

fn cut(sql: &str) -> Option<Vec<Statement>> {
    Some(Script::parse::<Db>("1_a", Path::new("1_a/up.sql"), sql).ok()?.statements().to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_was_put_together_is_cut_again(
        parts in prop::collection::vec((prop::sample::select(STATEMENTS), prop::sample::select(BETWEEN)), 1..8),
        head in prop::sample::select(&["", "-- it's\n", "/* ( */", ";\n"]),
    ) {
        let mut sql = head.to_owned();
        for (statement, between) in &parts {
            sql += statement;
            sql += between;
        }
        let cut = cut(&sql).unwrap();
        let texts: Vec<_> = cut.iter().map(|it| it.sql.strip_suffix(';').unwrap().trim_end()).collect();
        let expected: Vec<_> = parts.iter().map(|(statement, _)| *statement).collect();
        prop_assert_eq!(texts, expected);
    }

    /// No panic, nothing left out but what does nothing, and lines that exist.
    #[test]
    fn no_text_is_too_odd(
        sql in "([;'\"`\\[\\]/*\\-#$!\\\\()@:\n a-cé]|CREATE |TRIGGER |FUNCTION |BEGIN |ATOMIC |NOT |END |IF |CASE |DELIMITER |/\\*!|\\$a\\$|E'){1,40}"
    ) {
        if let Some(statements) = cut(&sql) {
            let mut from = 0;
            for statement in statements {
                // The same text may stand before it, in what does nothing: in the line of a `DELIMITER`.
                let places = sql[from..].match_indices(&statement.sql).map(|(at, _)| from + at);
                let at = places.into_iter().find(|at| statement.line == sql[..*at].matches('\n').count() + 1);
                prop_assert!(at.is_some(), "line {} has no {:?}", statement.line, statement.sql);
                from = at.unwrap_or(from) + statement.sql.len();
            }
        }
    }
}
