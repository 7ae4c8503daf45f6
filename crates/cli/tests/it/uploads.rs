//! Large files on the real program: sealed while they arrive, so that memory does not grow with them.

use std::io::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use testkit::program::{Program, set_clock};

use crate::browser::serve;
use crate::durability::{NOW, PROGRAM, REPORT, form_token, send, stored, verify};

/// Resident memory of a process at its highest, in bytes.
fn highest_memory(program: &Program) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}

fn files_below(folder: &Path) -> usize {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_below(&path) } else { 1 })
        .sum()
}

// ASVS 5.2.1, 15.2.2
#[test]
fn an_upload_of_twenty_megabytes_raises_memory_by_less_than_four() {
    let served = serve(PROGRAM, NOW);
    let mut browser = served.program.browser();
    // Everything that a first report warms up is paid for before.
    let token = form_token(&mut browser).unwrap();
    let small = send(&mut browser, &token, "small", &[("files", "a.bin", &[1; 300_000])]).unwrap();
    assert_eq!(small.status, 201, "{}", small.words());
    let before = highest_memory(&served.program);
    let large: Vec<u8> = (0..5_000_000_u32).flat_map(u32::to_le_bytes).collect();
    let token = form_token(&mut browser).unwrap();
    let sent = send(&mut browser, &token, "large", &[("files", "core.bin", &large)]).unwrap();
    assert_eq!(sent.status, 201, "{}", sent.words());
    let grown = highest_memory(&served.program) - before;
    println!("20 MB sent: {grown} bytes more");
    assert!(grown < 4_000_000, "{grown} bytes");
    assert_eq!(stored(&served.start).unwrap().len(), 2);
}

#[test]
fn an_upload_whose_connection_is_cut_stores_no_report_and_leaves_no_file() {
    cut(Ends::Connection);
}

#[test]
fn an_upload_whose_server_is_killed_stores_no_report_and_leaves_no_file_after_the_sweep() {
    cut(Ends::Server);
}

/// What ends in the middle of an upload.
#[derive(PartialEq, Eq)]
enum Ends {
    Connection,
    Server,
}

#[expect(clippy::needless_pass_by_value, reason = "a word of the test's name")]
fn cut(ends: Ends) {
    let served = serve(PROGRAM, NOW);
    let token = form_token(&mut served.program.browser()).unwrap();
    let folder = served.start.data.join("files");
    let part = |name: &str, file: &str| {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
    };
    let mut connection = TcpStream::connect(served.program.address).unwrap();
    write!(
        connection,
        "POST {REPORT} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\ncontent-type: \
         multipart/form-data; boundary=b\r\ncontent-length: 10000000\r\n\r\n{}{token}\r\n{}",
        served.program.address,
        part("form_token", ""),
        part("files", "whole.bin"),
    )
    .unwrap();
    connection.write_all(&[7; 600_000]).unwrap();
    write!(connection, "\r\n{}", part("files", "half.bin")).unwrap();
    connection.write_all(&[7; 600_000]).unwrap();
    connection.flush().unwrap();
    for _ in 0..200 {
        if files_below(&folder) == 2 {
            break;
        }
        pause();
    }
    assert_eq!(files_below(&folder), 2, "one file whole, one on its way");
    if ends == Ends::Connection {
        drop(connection);
        for _ in 0..200 {
            if files_below(&folder) == 0 {
                break;
            }
            pause();
        }
        assert_eq!(files_below(&folder), 0, "both go with the connection");
        served.program.stop().unwrap();
    } else {
        served.program.kill().unwrap();
        assert_eq!(files_below(&folder), 2, "nobody could take them away");
    }
    set_clock(served.start.clock.as_deref().unwrap(), "2026-12-31T08:00:00Z").unwrap();
    let program = served.start.run().unwrap();
    for _ in 0..200 {
        if files_below(&folder) == 0 {
            break;
        }
        pause();
    }
    assert_eq!(files_below(&folder), 0, "the sweep at the start took it");
    assert!(stored(&served.start).unwrap().is_empty());
    program.stop().unwrap();
    verify(&served.start).unwrap();
}

fn pause() {
    std::thread::sleep(Duration::from_millis(50));
}
