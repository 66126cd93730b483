/// Whether the name fits the pattern, in which `*` stands for any text, also for none.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == name;
    };
    let Some(mut name) = name.strip_prefix(head) else {
        return false;
    };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return name.ends_with(part);
        }
        // The first place is the best one: it leaves most for the parts behind.
        let Some(at) = name.find(part) else {
            return false;
        };
        name = &name[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_is_any_text() {
        for (pattern, name) in [
            ("users", "users"),
            ("*", "users"),
            ("*", ""),
            ("audit_*", "audit_"),
            ("audit_*", "audit_log"),
            ("*_log", "audit_log"),
            ("a*_*g", "audit_log"),
            ("*aa*", "baab"),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("users", "user"),
            ("user", "users"),
            ("audit_*", "audit"),
            ("a*a", "a"),
            ("*_log", "logs"),
            ("a*b*c", "acb"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
