//! What all servers have in common: a folder, an account, a password, a port, programs that run and are stopped.

use crate::Error;
use crate::account::{Account, in_own_group};
use crate::folder::Folder;
use std::fs::{self, File};
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a program may take, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(20);
/// How often a port is tried: between its choice and its use it can go to somebody else.
const PORTS: usize = 5;
const LINES_OF_LOG: usize = 30;

/// What is known of a server before it is started.
pub(crate) struct Kind {
    pub(crate) product: &'static str,
    /// Who runs it instead of root.
    pub(crate) users: &'static [&'static str],
    /// The signal that stops it without saving anything.
    pub(crate) stop: &'static str,
    /// What it logs when it accepts connections.
    pub(crate) ready: &'static str,
}

pub(crate) struct Server {
    kind: &'static Kind,
    account: Option<Account>,
    password: String,
    port: u16,
    running: Option<Child>,
    watchdog: Child,
    folder: Folder,
}

impl Server {
    /// Its folder, and the watchdog that removes it.
    pub(crate) fn new(kind: &'static Kind) -> Result<Self, Error> {
        if !cfg!(unix) {
            return Err(Error::Unsupported);
        }
        let folder = Folder::new()?;
        let account = Account::instead_of_root(folder.path(), kind.product, kind.users)?;
        if let Some(account) = &account {
            account.own(folder.path())?;
        }
        let mut watchdog = Command::new("sh");
        watchdog.args(["-c", include_str!("watchdog.sh"), "watchdog"]).arg(folder.path()).arg(kind.stop);
        watchdog.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        in_own_group(&mut watchdog);
        let watchdog = watchdog.spawn().map_err(Error::io("cannot be run", "sh"))?;
        Ok(Self { kind, account, password: password()?, port: 0, running: None, watchdog, folder })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Letters and digits.
    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// A file in the folder that the server can read, and others cannot.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<PathBuf, Error> {
        let path = self.path(name);
        fs::write(&path, text).map_err(Error::io("cannot be written", &path))?;
        if let Some(account) = &self.account {
            account.own(&path)?;
        }
        Ok(path)
    }

    /// Runs a program to its end.
    pub(crate) fn run(&mut self, program: &Path, arguments: &[String]) -> Result<(), Error> {
        let mut child = self.spawn(program, arguments)?;
        let status = self.until(program, || status(&mut child, program))?;
        if status.success() { Ok(()) } else { Err(self.ended(program, status)) }
    }

    /// Starts the server with arguments for a port; it is ready afterwards.
    pub(crate) fn serve(&mut self, program: &Path, arguments: impl Fn(u16) -> Vec<String>) -> Result<(), Error> {
        for attempt in 1.. {
            self.port = free_port()?;
            let mut child = self.spawn(program, &arguments(self.port))?;
            let started = self.until(program, || match status(&mut child, program)? {
                Some(status) => Ok(Some(Err(status))),
                None => Ok(self.log().contains(self.kind.ready).then_some(Ok(()))),
            })?;
            match started {
                Ok(()) => {
                    self.running = Some(child);
                    break;
                }
                Err(_) if attempt < PORTS && self.log().contains("in use") => {}
                Err(status) => return Err(self.ended(program, status)),
            }
        }
        Ok(())
    }

    /// Starts a program whose output is the log, and tells the watchdog of it.
    fn spawn(&mut self, program: &Path, arguments: &[String]) -> Result<Child, Error> {
        let path = self.path("log");
        let log = File::create(&path).map_err(Error::io("cannot be written", &path))?;
        let again = log.try_clone().map_err(Error::io("cannot be written", &path))?;
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(log).stderr(again);
        // What is read in the log is English.
        command.env("LC_ALL", "C").env("HOME", self.folder.path()).env("TMPDIR", self.folder.path());
        in_own_group(&mut command);
        if let Some(account) = &self.account {
            account.start(&mut command);
        }
        let child = command.spawn().map_err(Error::io("cannot be run", program))?;
        if let Some(input) = &mut self.watchdog.stdin {
            writeln!(input, "{}", child.id()).map_err(Error::io("cannot be told of the server", "sh"))?;
        }
        Ok(child)
    }

    /// Asks again and again.
    fn until<T>(&self, program: &Path, mut ask: impl FnMut() -> Result<Option<T>, Error>) -> Result<T, Error> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = ask()? {
                return Ok(answer);
            }
            if Instant::now() > end {
                let program = program.display().to_string();
                return Err(Error::NotReady { program, seconds: PATIENCE.as_secs(), log: self.end_of_log() });
            }
            sleep(PAUSE);
        }
    }

    fn ended(&self, program: &Path, status: ExitStatus) -> Error {
        Error::Ended { program: program.display().to_string(), status: status.to_string(), log: self.end_of_log() }
    }

    fn log(&self) -> String {
        // It may hold anything, and there may be none yet.
        String::from_utf8_lossy(&fs::read(self.path("log")).unwrap_or_default()).into_owned()
    }

    fn end_of_log(&self) -> String {
        let log = self.log();
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(LINES_OF_LOG)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its input: the watchdog stops the server and removes the folder, as after a crash of this program.
        self.watchdog.stdin.take();
        if let Some(running) = &mut self.running {
            let _ = running.wait();
        }
        let _ = self.watchdog.wait();
    }
}

fn status(child: &mut Child, program: &Path) -> Result<Option<ExitStatus>, Error> {
    child.try_wait().map_err(Error::io("cannot be waited for", program))
}

fn free_port() -> Result<u16, Error> {
    let address = "127.0.0.1:0";
    let port = TcpListener::bind(address).and_then(|listener| listener.local_addr());
    Ok(port.map_err(Error::io("has no free port", address))?.port())
}

fn password() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::io("gives no random numbers", "the system")(error.into()))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const KIND: Kind = Kind { product: "a shell", users: &["nobody"], stop: "TERM", ready: "ready" };

    fn shell(script: &str) -> [String; 2] {
        ["-c".to_owned(), script.to_owned()]
    }

    #[test]
    fn a_program_that_ends_tells_why() {
        let mut server = Server::new(&KIND).unwrap();
        let folder = server.path("");
        let script = "for n in $(seq 50); do echo line $n; done; echo broken >&2; exit 3";
        let error = server.run(Path::new("/bin/sh"), &shell(script)).unwrap_err().to_string();
        assert!(error.starts_with("/bin/sh ended with exit status: 3"), "{error}");
        assert!(error.contains("line 50\nbroken") && !error.contains("line 3\n"), "{error}");

        let error = server.serve(Path::new("/bin/sh"), |_| shell("echo bad setting; exit 1").into());
        assert!(error.unwrap_err().to_string().ends_with("bad setting"));
        let error = server.serve(Path::new("/nowhere/postgres"), |_| vec![]).unwrap_err().to_string();
        assert!(error.starts_with("/nowhere/postgres: cannot be run: No such file"), "{error}");
        drop(server);
        assert!(!folder.exists());
    }

    #[test]
    fn a_port_that_somebody_took_is_not_the_end() {
        let mut server = Server::new(&KIND).unwrap();
        let script = "if mkdir taken; then echo Address already in use; exit 1; fi; echo ready; exec sleep 60";
        let began = Instant::now();
        server.serve(Path::new("/bin/sh"), |_| shell(script).into()).unwrap();
        assert!(server.path("taken").exists());
        drop(server);
        assert!(began.elapsed() < Duration::from_secs(30), "stopped, not waited for");
    }
}
