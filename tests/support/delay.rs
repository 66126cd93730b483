//! A server further away: a proxy that delays what a client and a server send to each other.
//!
//! It limits no throughput: what arrives gets the time at which it is due, and any number of packets is on the way at
//! once, in order.
//!
//! Included with `#[path = "support/delay.rs"] mod delay;`.
#![allow(dead_code, unreachable_pub, reason = "each program uses a part of it")]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};
use url::Url;

/// The system wakes sleepers late. What is left after a shorter sleep is waited for awake.
const LATE: Duration = Duration::from_micros(80);

/// Accepts connections on this machine and forwards them, until it is dropped; connections that are open go on.
pub struct DelayProxy {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

impl DelayProxy {
    /// A proxy before the server that delays each direction by half of the latency, so that a round trip takes longer by
    /// the whole of it.
    pub fn new(server: impl ToSocketAddrs, latency: Duration) -> Self {
        let server = server.to_socket_addrs().expect("an address").next().expect("an address");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a port");
        let stopped = Arc::new(AtomicBool::new(false));
        let proxy = Self { address, stopped: stopped.clone() };
        thread::spawn(move || {
            for client in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                // A client that cannot be served finds its connection closed.
                let _ = client.and_then(|client| forward(client, TcpStream::connect(server)?, latency / 2));
            }
        });
        proxy
    }

    /// A proxy before the server of the URL, and the URL that leads through it.
    pub fn of_url(url: &str, latency: Duration) -> (Self, String) {
        let mut url = Url::parse(url).expect("a URL");
        let port = match url.scheme() {
            "mysql" => 3306,
            _ => 5432,
        };
        let host = url.host_str().expect("a URL with a host");
        let proxy = Self::new((host, url.port().unwrap_or(port)), latency);
        url.set_ip_host(proxy.address.ip()).expect("a URL that takes a host");
        url.set_port(Some(proxy.address.port())).expect("a URL that takes a port");
        (proxy, url.into())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for DelayProxy {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // It sees that when the next client comes.
        let _ = TcpStream::connect(self.address);
    }
}

fn forward(client: TcpStream, server: TcpStream, delay: Duration) -> std::io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let [(to_server, from_client), (to_client, from_server)] = [mpsc::channel(), mpsc::channel()];
    let (client_in, server_in) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || take(client_in, delay, &to_server));
    thread::spawn(move || take(server_in, delay, &to_client));
    thread::spawn(move || give(server, &from_client));
    thread::spawn(move || give(client, &from_server));
    Ok(())
}

/// When it is to be written, and what; nothing is the end.
type Packet = (Instant, Vec<u8>);

fn take(mut from: TcpStream, delay: Duration, to: &Sender<Packet>) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = match from.read(&mut buffer) {
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            // A connection that broke has ended.
            Err(_) => 0,
        };
        let packet = (Instant::now() + delay, buffer[..length].to_vec());
        // Nobody takes it where the other side has closed.
        if to.send(packet).is_err() || length == 0 {
            return;
        }
    }
}

fn give(mut to: TcpStream, from: &Receiver<Packet>) {
    for (due, bytes) in from {
        wait_until(due);
        if bytes.is_empty() || to.write_all(&bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

fn wait_until(due: Instant) {
    thread::sleep(due.saturating_duration_since(Instant::now()).saturating_sub(LATE));
    while Instant::now() < due {
        thread::yield_now();
    }
}
