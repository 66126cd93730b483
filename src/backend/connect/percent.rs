//! Percent-encoding: `%40` for `@`.

/// `None` where a `%` has no two digits behind it, stands for a NUL, or the bytes are not UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?].map(|digit| char::from(digit).to_digit(16));
                let [Some(high), Some(low)] = digits else { return None };
                u8::try_from(high * 16 + low).ok().filter(|byte| *byte != 0)?
            }
            byte => byte,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn characters_are_decoded_or_refused() {
        for (text, expected) in [
            ("", Some("")),
            ("a+b", Some("a+b")),
            ("%40%2f%2F%25", Some("@//%")),
            ("gr%C3%B6%C3%9Fe", Some("größe")),
            ("größe", Some("größe")),
            ("%", None),
            ("%4", None),
            ("%4g", None),
            ("%+1", None),
            ("%00", None),
            ("%ff", None),
        ] {
            assert_eq!(decoded(text).as_deref(), expected, "{text}");
        }
    }
}
