//! The proxy that benchmarks put between a client and a server.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/delay.rs"]
mod delay;

use delay::DelayProxy;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const LATENCY: Duration = Duration::from_millis(20);

/// A server for one client that sends back what it gets, and tells how much that was; a proxy before it; a client.
fn echo() -> (JoinHandle<usize>, DelayProxy, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = DelayProxy::new(listener.local_addr().unwrap(), LATENCY);
    let server = thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut buffer = [0; 5_000];
        let mut count = 0;
        loop {
            let length = client.read(&mut buffer).unwrap();
            // It may be gone.
            if length == 0 || client.write_all(&buffer[..length]).is_err() {
                return count + length;
            }
            count += length;
        }
    });
    let client = TcpStream::connect(proxy.address()).unwrap();
    client.set_nodelay(true).unwrap();
    (server, proxy, client)
}

fn round_trip(client: &mut TcpStream) {
    client.write_all(b"ping").unwrap();
    let mut answer = [0; 4];
    client.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"ping");
}

#[test]
fn a_round_trip_takes_as_long_as_asked_for() {
    let (_server, _proxy, mut client) = echo();
    for _ in 0..5 {
        let start = Instant::now();
        round_trip(&mut client);
        assert!(start.elapsed() >= LATENCY, "{:?}", start.elapsed());
    }
}

#[test]
fn bytes_are_unchanged_and_the_end_passes_through() {
    let (server, _proxy, mut client) = echo();
    let sent: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut writer = client.try_clone().unwrap();
    let all = sent.clone();
    let writing = thread::spawn(move || {
        writer.write_all(&all).unwrap();
        writer.shutdown(Shutdown::Write).unwrap();
    });
    let mut received = Vec::new();
    client.read_to_end(&mut received).unwrap();
    assert!(received == sent, "{} bytes of {}", received.len(), sent.len());
    writing.join().unwrap();
    assert_eq!(server.join().unwrap(), sent.len());
}

#[test]
fn many_packets_are_on_the_way_at_once() {
    const PACKETS: u32 = 200;
    let (_server, _proxy, mut client) = echo();
    round_trip(&mut client);
    let start = Instant::now();
    for number in 0..PACKETS {
        client.write_all(&number.to_be_bytes()).unwrap();
        // Apart from the one before.
        thread::sleep(Duration::from_micros(200));
    }
    for number in 0..PACKETS {
        let mut answer = [0; 4];
        client.read_exact(&mut answer).unwrap();
        assert_eq!(u32::from_be_bytes(answer), number);
    }
    let one_by_one = LATENCY / 2 * PACKETS;
    assert!(start.elapsed() < one_by_one, "{:?}, as if they waited for one another", start.elapsed());
}

#[test]
fn a_client_that_closes() {
    let (server, _proxy, mut client) = echo();
    round_trip(&mut client);
    drop(client);
    assert_eq!(server.join().unwrap(), 4);
}

#[test]
fn a_server_that_closes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = DelayProxy::new(listener.local_addr().unwrap(), LATENCY);
    let mut client = TcpStream::connect(proxy.address()).unwrap();
    drop(listener.accept().unwrap());
    assert_eq!(client.read(&mut [0]).unwrap(), 0);
    // And one that is not there.
    drop(listener);
    let mut client = TcpStream::connect(proxy.address()).unwrap();
    assert_eq!(client.read(&mut [0]).unwrap(), 0);
}

#[test]
fn urls_lead_through_the_proxy() {
    let url = "postgres://user:secret@127.0.0.1/name?sslmode=disable";
    let (proxy, through) = DelayProxy::of_url(url, LATENCY);
    let port = proxy.address().port();
    assert_eq!(through, format!("postgres://user:secret@127.0.0.1:{port}/name?sslmode=disable"));
}
