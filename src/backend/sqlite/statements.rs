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
mod tests {
    use super::*;

    fn cut(sql: &str) -> Vec<(usize, String)> {
        split(sql).into_iter().map(|it| (it.line, it.sql)).collect()
    }

    #[track_caller]
    fn check(sql: &str, expected: &[(usize, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, sql)| (*line, (*sql).to_owned()))
            .collect();
        assert_eq!(cut(sql), expected);
    }

    #[test]
    fn nothing_is_no_statement() {
        check("", &[]);
        check(" \n;;\n ; -- c ; d\n /* ; */ \u{feff};", &[]);
        check("/* never closed ; SELECT 1;", &[]);
    }

    #[test]
    fn lines_are_those_of_the_first_word() {
        check(
            "\u{feff}-- first\n\nSELECT 1;\r\n/* a\n;\nb */ SELECT\n 2 ; SELECT 3",
            &[(3, "SELECT 1;"), (6, "SELECT\n 2 ;"), (7, "SELECT 3")],
        );
    }

    #[test]
    fn semicolons_in_quotes_and_comments_end_nothing() {
        for quoted in [
            "'a;b'",
            "'it''s;'",
            "\"a;b\"",
            "\"a\"\";\"",
            "`a;b`",
            "`a``;`",
            "[a;b]",
            "[a'; b]",
            "'--;'",
            "'/*;'",
            "x'3b'",
            "'\\'",
            "\"[;\"",
            "'é;ü'",
            "''''",
            "';\n;'",
        ] {
            let sql = format!("SELECT {quoted} AS a;");
            check(
                &format!("{sql} SELECT 2;"),
                &[(1, &sql), (1 + quoted.matches('\n').count(), "SELECT 2;")],
            );
        }
        check(
            "SELECT 1 -- a; b\n + 1; SELECT 2",
            &[(1, "SELECT 1 -- a; b\n + 1;"), (2, "SELECT 2")],
        );
        check(
            "SELECT 1 /* a; -- */ + 1; SELECT 2",
            &[(1, "SELECT 1 /* a; -- */ + 1;"), (1, "SELECT 2")],
        );
        check(
            "SELECT 1 /*/ ; */; SELECT 4 - -1; SELECT 8 / 2;",
            &[
                (1, "SELECT 1 /*/ ; */;"),
                (1, "SELECT 4 - -1;"),
                (1, "SELECT 8 / 2;"),
            ],
        );
    }

    #[test]
    fn quotes_that_never_close_are_one_statement() {
        for open in ["'", "\"", "`", "["] {
            let sql = format!("SELECT {open}a; SELECT 2;");
            check(&sql, &[(1, &sql)]);
        }
    }

    #[test]
    fn triggers_are_one_statement() {
        let body = "AFTER INSERT ON a WHEN new.x > 0 BEGIN\n\
                    UPDATE a SET x = CASE WHEN x > 1 THEN 'end;' ELSE 0 END;\n\
                    SELECT CASE 1 WHEN 1 THEN 2 END; -- END;\n\
                    DELETE FROM \"end\"; /* ; END; */\n\
                    INSERT INTO a SELECT 1 AS [END];\nEND";
        for create in [
            "CREATE TRIGGER",
            "create temp trigger",
            "CREATE /* ; */ TEMPORARY\nTRIGGER",
            "EXPLAIN CREATE TRIGGER",
        ] {
            let trigger = format!("{create} t {body};");
            let found = cut(&format!("SELECT 1; {trigger} SELECT 2;"));
            assert_eq!(found.len(), 3, "{found:#?}");
            assert_eq!(found[1].1, trigger);
            assert_eq!(found[2].1, "SELECT 2;");
        }
        let last = format!("CREATE TRIGGER IF NOT EXISTS t {body}");
        check(&last, &[(1, &last)]);
        let spaced = format!("CREATE TRIGGER t {body}\n -- over\n ;");
        check(&spaced, &[(1, &spaced)]);
    }

    #[test]
    fn only_triggers_have_a_body() {
        check(
            "CREATE TABLE trigger_log (a); SELECT 1;",
            &[(1, "CREATE TABLE trigger_log (a);"), (1, "SELECT 1;")],
        );
        check(
            "CREATE VIEW \"TRIGGER\" AS SELECT 1; SELECT 1;",
            &[
                (1, "CREATE VIEW \"TRIGGER\" AS SELECT 1;"),
                (1, "SELECT 1;"),
            ],
        );
        check(
            "DROP TRIGGER t; SELECT 1;",
            &[(1, "DROP TRIGGER t;"), (1, "SELECT 1;")],
        );
        check(
            "CREATE TABLE \"create\"(trigger); SELECT 1;",
            &[(1, "CREATE TABLE \"create\"(trigger);"), (1, "SELECT 1;")],
        );
    }

    #[test]
    fn transactions_are_seen() {
        let effects = |sql| {
            split(sql)
                .into_iter()
                .map(|it| it.effect)
                .collect::<Vec<_>>()
        };
        use Effect::{Begin, End, None, Savepoint};
        assert_eq!(
            effects("begin; BEGIN IMMEDIATE; /* x */ Begin Transaction;"),
            [Begin, Begin, Begin]
        );
        assert_eq!(
            effects("COMMIT; END TRANSACTION; rollback; ROLLBACK TRANSACTION"),
            [End, End, End, End]
        );
        assert_eq!(
            effects("SAVEPOINT a; ROLLBACK TO a; ROLLBACK TRANSACTION TO a; RELEASE a"),
            [Savepoint, None, None, None]
        );
        assert_eq!(
            effects("SELECT 'BEGIN'; \"commit\"; INSERT INTO begin VALUES (1)"),
            [None, None, None]
        );
    }

    #[test]
    fn the_foreign_keys_pragma_is_seen() {
        for off in ["= OFF", "=0", "(no)", " = 'false'", "= off -- really"] {
            assert_eq!(
                switches_foreign_keys(&format!("pragma foreign_keys {off};")),
                Some(false),
                "{off}"
            );
        }
        for on in ["= ON", "=1", "(yes)", "= true"] {
            assert_eq!(
                switches_foreign_keys(&format!("PRAGMA /* c */ main.\"foreign_keys\" {on}")),
                Some(true),
                "{on}"
            );
        }
        for other in [
            "PRAGMA foreign_keys;",
            "PRAGMA foreign_key_check(a)",
            "SELECT 1",
            "PRAGMA",
            "PRAGMA defer_foreign_keys = ON",
        ] {
            assert_eq!(switches_foreign_keys(other), None, "{other}");
        }
    }
}
