/// Whether the text is the path of a Rust type, with type arguments perhaps, and nothing else: it is written into the
/// generated file as it stands.
pub(super) fn is_type_path(text: &str) -> bool {
    let tokens = tokens(text);
    let mut rest = tokens.as_slice();
    path(&mut rest) && rest.is_empty()
}

fn path(rest: &mut &[&str]) -> bool {
    eat(rest, "::");
    loop {
        let Some((first, after)) = rest.split_first() else {
            return false;
        };
        if !first.chars().all(|c| c == '_' || c.is_alphanumeric()) {
            return false;
        }
        *rest = after;
        if eat(rest, "<") {
            loop {
                if !path(rest) {
                    return false;
                }
                if eat(rest, ">") {
                    break;
                }
                if !eat(rest, ",") {
                    return false;
                }
            }
        }
        if !eat(rest, "::") {
            return true;
        }
    }
}

fn eat(rest: &mut &[&str], token: &str) -> bool {
    match rest.split_first() {
        Some((first, after)) if *first == token => {
            *rest = after;
            true
        }
        _ => false,
    }
}

/// Words, `::` and single characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        let len = match word {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            word => word,
        };
        let (token, after) = rest.split_at(len);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::is_type_path;

    #[test]
    fn only_paths_pass() {
        for path in ["Text", "crate::types::Foo", "::diesel::sql_types::Array<Text>", "a::B<C, d::E<F>>", "Größe"] {
            assert!(is_type_path(path), "{path}");
        }
        for other in
            ["", "Text,", "Text, evil -> Text", "Text }", "A<", "A<>", "A B", "a::", "Text // x", "Text\n}", "A<B>>"]
        {
            assert!(!is_type_path(other), "{other}");
        }
    }
}
