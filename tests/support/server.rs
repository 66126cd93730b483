//! The server that an environment variable names, and names for databases on it.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;
use url::Url;

/// How often something is tried that others on the same server can get in the way of.
const ATTEMPTS: u32 = 20;

/// The id of the process follows.
const PREFIX: &str = "kinfolk_test_";

pub(super) fn url(variable: &str) -> Url {
    let Ok(url) = std::env::var(variable) else {
        panic!("{variable} is not set: set it to the URL of a server for tests, or run `cargo xtask test`");
    };
    // The value is not shown: it may hold a password.
    Url::parse(&url).unwrap_or_else(|error| panic!("{variable} is not a URL: {error}"))
}

/// A name that no other test has, and that says where the database comes from.
pub(super) fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    // Each of them is seeded anew.
    let random = RandomState::new().build_hasher().finish() as u32;
    format!("{PREFIX}{}_{count}_{random:08x}", std::process::id())
}

/// Whether the processes of the tests that use the server can be seen: they are on this machine.
pub(super) fn sees_processes(server: &Url) -> bool {
    let is_here = matches!(server.host_str(), None | Some("" | "localhost" | "127.0.0.1" | "[::1]"));
    is_here && Path::new("/proc/self").exists()
}

/// Whether tests made the database that are no more, and could not drop it.
pub(super) fn is_left_over(server: &Url, name: &str) -> bool {
    let process = name.strip_prefix(PREFIX).and_then(|rest| rest.split('_').next()).and_then(|id| id.parse().ok());
    sees_processes(server) && process.is_some_and(|id: u32| !Path::new(&format!("/proc/{id}")).exists())
}

/// The same server and user, another database.
pub(super) fn with_database(url: &Url, name: &str) -> String {
    let mut url = url.clone();
    url.set_path(name);
    url.into()
}

/// The result of the first attempt that succeeds.
#[track_caller]
pub(super) fn retried<T, E: std::fmt::Display>(what: &str, mut attempt: impl FnMut() -> Result<T, E>) -> T {
    let mut attempts = 1;
    loop {
        match attempt() {
            Ok(value) => return value,
            Err(error) if attempts == ATTEMPTS => panic!("{what}: {error}"),
            Err(_) => sleep(Duration::from_millis(50)),
        }
        attempts += 1;
    }
}
