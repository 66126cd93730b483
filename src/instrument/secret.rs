//! What must never reach a log: the address of a database, and values that a statement or an error carries along.

use super::sql_text::quoted_strings;
use super::tokens::{Kind, tokens};

const MASK: &str = "***";
/// A statement with one of these words sets or compares a secret.
const SENSITIVE: &[&str] = &["password", "passwd", "passphrase", "secret", "identified", "rekey", "hexkey"];

/// Hides the string literals of a statement that is about secrets: `ALTER ROLE app PASSWORD '***'`.
pub(super) fn mask_literals(sql: String) -> String {
    if !is_sensitive(&sql) {
        return sql;
    }
    let mut masked = String::with_capacity(sql.len());
    for token in tokens(&sql) {
        if token.spaced && !masked.is_empty() {
            masked.push(' ');
        }
        match token.kind {
            Kind::Text => {
                masked.push('\'');
                masked.push_str(MASK);
                masked.push('\'');
            }
            _ => masked.push_str(token.text),
        }
    }
    masked
}

fn is_sensitive(sql: &str) -> bool {
    // Most statements have no literal at all: Diesel sends values as binds.
    if !sql.contains(['\'', '$']) {
        return false;
    }
    let lower = sql.to_ascii_lowercase();
    SENSITIVE.iter().any(|word| lower.contains(word)) || lower.trim_start().starts_with("pragma key")
}

/// Hides the values of text binds where a database quotes them in its message: `Duplicate entry '***' for key …`.
pub(super) fn mask_values(message: String, binds: &str) -> String {
    quoted_strings(binds).iter().filter(|value| !value.is_empty()).fold(message, |message, value| {
        [('\'', '\''), ('"', '"'), ('(', ')'), ('`', '`')].iter().fold(message, |message, (open, close)| {
            let quoted = format!("{open}{value}{close}");
            if message.contains(&quoted) { message.replace(&quoted, &format!("{open}{MASK}{close}")) } else { message }
        })
    })
}

/// Hides the address of a database, and the password in it, in the message of a failed connection.
pub(super) fn mask_url(message: String, url: &str) -> String {
    if url.is_empty() {
        return message;
    }
    let message = message.replace(url, MASK);
    match password(url) {
        Some(password) => message.replace(password, MASK),
        None => message,
    }
}

/// The password in `scheme://user:password@host`, or in `host=… password=…`.
fn password(url: &str) -> Option<&str> {
    let found = match url.split_once("://") {
        Some((_, rest)) => rest.rsplit_once('@')?.0.split_once(':')?.1,
        None => url.split_once("password=")?.1.split_whitespace().next()?.trim_matches('\''),
    };
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_hidden_where_secrets_are_set() {
        let masked = mask_literals("ALTER ROLE app  PASSWORD 'it''s me'".into());
        assert_eq!(masked, "ALTER ROLE app PASSWORD '***'");
        assert_eq!(mask_literals("PRAGMA key = 'x'".into()), "PRAGMA key = '***'");
        let plain = "SELECT 'a', password_hint FROM t".replace("password", "pass");
        assert_eq!(mask_literals(plain.clone()), plain);
    }

    #[test]
    fn values_are_hidden_where_they_are_quoted() {
        let message = "Duplicate entry 'a@b.c' for key 'users.email'".to_owned();
        assert_eq!(mask_values(message, r#"["a@b.c", "users"]"#), "Duplicate entry '***' for key 'users.email'");
    }

    #[test]
    fn addresses_are_hidden() {
        let url = "postgres://app:s3cret@db/app";
        assert_eq!(mask_url(format!("no server at {url}"), url), "no server at ***");
        assert_eq!(mask_url("wrong password s3cret".into(), url), "wrong password ***");
        assert_eq!(mask_url("no 'abc'".into(), "host=db password='abc'"), "no '***'");
    }
}
