//! libpq's `host=… user=… dbname='…'`.

/// Words that only such a text begins with.
const KNOWN: [&str; 12] = [
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "passfile",
    "service",
    "sslmode",
    "connect_timeout",
    "application_name",
    "options",
];

/// Is it such a text, and no path?
pub(super) fn are_in(text: &str) -> bool {
    let first = text.split('=').next().unwrap_or_default();
    first.len() < text.len() && KNOWN.contains(&first.trim())
}

/// The words with their values, as libpq reads them; `None` if it can't. The last one of a word counts.
pub(super) fn read(text: &str) -> Option<Vec<(String, String)>> {
    let mut chars = text.chars().peekable();
    let mut pairs = Vec::new();
    loop {
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        if chars.peek().is_none() {
            return Some(pairs);
        }
        let mut key = String::new();
        while let Some(c) = chars.next_if(|c| *c != '=' && !c.is_ascii_whitespace()) {
            key.push(c);
        }
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        chars.next_if_eq(&'=')?;
        while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
        let is_quoted = chars.next_if_eq(&'\'').is_some();
        let mut value = String::new();
        loop {
            match chars.next() {
                Some('\\') => value.extend(chars.next()),
                Some('\'') if is_quoted => break,
                Some(c) if c.is_ascii_whitespace() && !is_quoted => break,
                Some(c) => value.push(c),
                None if is_quoted => return None,
                None => break,
            }
        }
        pairs.push((key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::{are_in, read};

    #[test]
    fn read_as_libpq_does() {
        let pairs =
            |text| read(text).map(|pairs| pairs.into_iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>());
        assert_eq!(pairs("host=a  port = 1"), Some(vec!["host=a".into(), "port=1".into()]));
        assert_eq!(
            pairs("password='it\\'s \\\\ here' user=x\\ y"),
            Some(vec!["password=it's \\ here".into(), "user=x y".into()])
        );
        assert_eq!(pairs("password='' user="), Some(vec!["password=".into(), "user=".into()]));
        assert_eq!(pairs(" "), Some(Vec::new()));
        assert_eq!(pairs("host=a password=two words"), None);
        assert_eq!(pairs("password='open"), None);
    }

    #[test]
    fn told_from_paths() {
        for text in ["host=a", "dbname = x", "password=p host=h"] {
            assert!(are_in(text), "{text}");
        }
        for path in ["app.db", "./user=x.db", "a=b.db", "host", "my host=1", ""] {
            assert!(!are_in(path), "{path}");
        }
    }
}
