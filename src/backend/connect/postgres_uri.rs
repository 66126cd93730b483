//! `postgres://user:password@host:port/database?option=value`, in the words of libpq.

use super::percent::decoded;

/// The parts as libpq takes them apart, under the names that it has for them; `None` where the text can be read in two
/// ways, as with a `@` or `/` in a password that is not percent-encoded. libpq would take a part of the password for
/// something else then, and tell it.
pub(super) fn read(uri: &str) -> Option<Vec<(String, String)>> {
    let (_, rest) = uri.split_once("://")?;
    let mut pairs = Vec::new();
    let mut push = |key: &str, encoded: &str| -> Option<()> {
        if !encoded.is_empty() {
            pairs.push((key.to_owned(), decoded(encoded)?));
        }
        Some(())
    };
    let (user, rest) = match rest.find(['@', '/']) {
        Some(at) if rest[at..].starts_with('@') => (&rest[..at], &rest[at + 1..]),
        _ => ("", rest),
    };
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    push("user", user)?;
    push("password", password)?;

    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let (hosts, database) = place.split_once('/').unwrap_or((place, ""));
    if place.contains('@') || options.contains('@') {
        return None;
    }
    let (mut names, mut ports) = (Vec::new(), Vec::new());
    for host in hosts.split(',') {
        let (name, port) = match host.strip_prefix('[') {
            Some(v6) => v6
                .split_once(']')
                .and_then(|(name, port)| Some((name, port.strip_prefix(':').or(port.is_empty().then_some(""))?)))?,
            None => host.split_once(':').unwrap_or((host, "")),
        };
        if !port.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        names.push(name);
        ports.push(port);
    }
    push("host", names.join(",").trim_matches(','))?;
    push("port", ports.join(",").trim_matches(','))?;
    push("dbname", database)?;
    for option in options.split('&').filter(|option| !option.is_empty()) {
        let (key, value) = option.split_once('=')?;
        push(&decoded(key)?, value)?;
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn parts(uri: &str) -> Option<String> {
        let parts = read(uri)?.into_iter().map(|(key, value)| format!("{key}={value}"));
        Some(parts.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn read_as_libpq_does() {
        for (uri, expected) in [
            ("postgres://", ""),
            ("postgres:///app", "dbname=app"),
            ("postgres://h", "host=h"),
            ("postgres://h:1/app", "host=h port=1 dbname=app"),
            ("postgres://me:p%40s%2Fs%25@h/app", "user=me password=p@s/s% host=h dbname=app"),
            ("postgres://me@[::1]:5433/app", "user=me host=::1 port=5433 dbname=app"),
            ("postgres://a:1,b:2/app", "host=a,b port=1,2 dbname=app"),
            ("postgres://me:p?x#y@h", "user=me password=p?x#y host=h"),
            ("postgres://%2Fvar%2Frun/app", "host=/var/run dbname=app"),
            ("postgres:///app?host=/run&password=p", "dbname=app host=/run password=p"),
        ] {
            assert_eq!(parts(uri).as_deref(), Some(expected), "{uri}");
        }
    }

    #[test]
    fn what_could_tell_a_password_is_refused() {
        for uri in [
            "postgres://me:se@cret@h/app",
            "postgres://me:se/cret@h/app",
            "postgres://me:se%cret@h/app",
            "postgres://me:secret%@h",
            "postgres://me:%00@h",
            "postgres://me:%ff@h",
            "postgres://h:secret/app",
            "postgres://h/app?secret",
            "postgres://me:12/34?56=7@h/app",
            "postgres://[::1/app",
            "postgres://[::1]secret/app",
        ] {
            assert_eq!(parts(uri), None, "{uri}");
        }
    }
}
