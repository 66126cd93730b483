//! `mysql://user:password@host:port/database?option=value`, as Diesel takes it apart.

use super::percent::decoded;

/// The parts of what stands behind the scheme, under the names that libpq has for them; `None` where the text can be read
/// in two ways, as with a `@` or `/` in a password that is not percent-encoded.
pub(super) fn read(rest: &str) -> Option<Vec<(String, String)>> {
    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = place.split_once('/').unwrap_or((place, ""));
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let (host, port) = match host.find(']') {
        Some(end) if host.starts_with('[') => (&host[1..end], host[end + 1..].trim_start_matches(':')),
        _ => host.split_once(':').unwrap_or((host, "")),
    };
    let is_clear = !database.contains(['/', '@'])
        && !options.contains('@')
        && !user.contains(['@', '#'])
        && !password.contains(['@', '#'])
        && host.chars().all(|c| c.is_alphanumeric() || "-._:%".contains(c))
        && port.bytes().all(|byte| byte.is_ascii_digit());
    let parts = [("user", user), ("password", password), ("host", host), ("port", port), ("dbname", database)];
    let options = options.split('&').filter_map(|option| option.split_once('='));
    let parts = parts.into_iter().chain(options).filter(|(_, value)| !value.is_empty());
    let decoded = parts.map(|(key, value)| Some((key.to_owned(), decoded(value)?)));
    decoded.collect::<Option<Vec<_>>>().filter(|_| is_clear)
}
