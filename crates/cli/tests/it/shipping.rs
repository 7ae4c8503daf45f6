//! The audit log shipped to collectors on this machine: over UDP, over TCP, to a socket in the file system.

use std::io::Read as _;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::net::UnixDatagram;
use std::time::{Duration, Instant};

use testkit::program::Start;

use crate::browser::{PASSPHRASE, example, first_account};

/// Messages are sent every two seconds.
const PATIENCE: Duration = Duration::from_secs(20);

fn start(folder: &std::path::Path, collector: &str) -> Start {
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder).policy(example("sigtech"));
    start.environment.push(("CANDOR_SYSLOG".to_owned(), collector.to_owned()));
    start
}

/// What a collector must have got: one message for each, well formed and without content.
fn judge(messages: &[String]) {
    for name in ["MemberGranted", "SignedIn", "Heartbeat", "Checkpoint"] {
        let found = messages.iter().filter(|message| message.contains(&format!(" - {name} [")));
        assert!(found.count() > 0, "{name}: {messages:#?}");
    }
    for message in messages {
        assert!(message.starts_with("<1") && message.contains(">1 20"), "{message}");
        assert!(message.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{message}");
        assert!(!message.contains("alice") && !message.contains(PASSPHRASE), "{message}");
    }
}

fn is_whole(messages: &[String]) -> bool {
    ["SignedIn", "Heartbeat", "Checkpoint"]
        .iter()
        .all(|name| messages.iter().any(|message| message.contains(name)))
}

// ASVS 16.4.3
#[test]
fn sec_9_the_audit_log_and_the_signed_heads_are_shipped_over_udp() {
    let folder = tempfile::tempdir().unwrap();
    let collector = UdpSocket::bind("127.0.0.1:0").unwrap();
    collector.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    let address = format!("udp://{}", collector.local_addr().unwrap());
    let program = start(folder.path(), &address).run().unwrap();
    first_account(&program);
    let (mut messages, begun) = (Vec::new(), Instant::now());
    let mut datagram = [0; 4096];
    while !is_whole(&messages) && begun.elapsed() < PATIENCE {
        if let Ok(length) = collector.recv(&mut datagram) {
            messages.push(String::from_utf8(datagram[..length].to_vec()).unwrap());
        }
    }
    judge(&messages);
}

#[test]
fn sec_9_a_collector_that_was_away_gets_over_tcp_what_it_missed() {
    let folder = tempfile::tempdir().unwrap();
    // A port that nobody listens on yet.
    let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let program = start(folder.path(), &format!("tcp://{place}")).run().unwrap();
    first_account(&program);
    let listener = TcpListener::bind(place).unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    let (mut bytes, begun) = (Vec::new(), Instant::now());
    let mut messages = Vec::new();
    while !is_whole(&messages) && begun.elapsed() < PATIENCE {
        let mut piece = [0; 4096];
        if let Ok(length) = stream.read(&mut piece) {
            bytes.extend_from_slice(&piece[..length]);
        }
        messages = framed(&bytes);
    }
    judge(&messages);
}

/// The whole messages of a stream that counts octets (RFC 6587 §3.4.1).
fn framed(mut bytes: &[u8]) -> Vec<String> {
    let mut messages = Vec::new();
    while let Some(space) = bytes.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(&bytes[..space]).unwrap().parse().unwrap();
        let Some(message) = bytes.get(space + 1..space + 1 + length) else { break };
        messages.push(String::from_utf8(message.to_vec()).unwrap());
        bytes = &bytes[space + 1 + length..];
    }
    messages
}

#[test]
fn sec_9_the_socket_of_the_system_s_log_is_one_more_collector() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("log");
    let collector = UnixDatagram::bind(&socket).unwrap();
    collector.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    let started = start(folder.path(), &format!("unix:{}", socket.display()));
    let program = started.run().unwrap();
    first_account(&program);
    let (mut messages, begun) = (Vec::new(), Instant::now());
    let mut datagram = [0; 4096];
    while !is_whole(&messages) && begun.elapsed() < PATIENCE {
        if let Ok(length) = collector.recv(&mut datagram) {
            messages.push(String::from_utf8(datagram[..length].to_vec()).unwrap());
        }
    }
    judge(&messages);
    let listed = started.command(&["config", "--network"]).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("syslog") && listed.contains("unix:/"), "{listed}");
}
