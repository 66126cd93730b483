//! What is left of a server when the program that started it is killed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::thread::{park, sleep};
use std::time::{Duration, Instant};

/// Set in the program that is killed: this very test, run again.
const TO_BE_KILLED: &str = "KINFOLK_TEST_TO_BE_KILLED";
const SIGN: &str = "server at ";

/// Starts the server in another program, kills that, and waits until nothing is left. `test` is the caller's name.
pub fn killed<S>(test: &str, start: impl Fn() -> S, url: impl Fn(&S) -> String) {
    if std::env::var_os(TO_BE_KILLED).is_some() {
        let server = start();
        println!("\n{SIGN}{}", url(&server));
        loop {
            park();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    everybody_may_pass(folder.path());
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args([test, "--exact", "--nocapture"]).env(TO_BE_KILLED, "1").env("TMPDIR", folder.path());
    let mut program = program.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let url = lines.map_while(Result::ok).find_map(|line| Some(line.strip_prefix(SIGN)?.to_owned())).unwrap();
    let address = url.split(['@', '/']).nth(3).unwrap();
    TcpStream::connect(address).expect("the server is there");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    program.kill().unwrap();
    program.wait().unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while fs::read_dir(folder.path()).unwrap().count() > 0 || TcpStream::connect(address).is_ok() {
        assert!(Instant::now() < end, "there is still something at {address} or in {}", folder.path().display());
        sleep(Duration::from_millis(20));
    }
}

/// Root's server runs as another user.
fn everybody_may_pass(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
}
