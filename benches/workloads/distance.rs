//! A server as near as it is, and further away.

use super::delay::DelayProxy;
use std::time::Duration;

/// What is added to a round trip, in milliseconds.
const LATENCIES: [f64; 3] = [0.0, 0.5, 5.0];

/// Calls this with what is added to a round trip, in words, and with the URL of the database at that distance.
pub fn at_each(url: &str, mut take: impl FnMut(&str, &str)) {
    for added in LATENCIES {
        if added == 0.0 {
            take("none added", url);
        } else {
            let (_proxy, url) = DelayProxy::of_url(url, Duration::from_secs_f64(added / 1e3));
            take(&format!("{added} ms added"), &url);
        }
    }
}
