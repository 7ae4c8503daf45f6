//! The process that looks into attachments: it can read what it is given, and nothing else at all.

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus, Stdio};

use listing::{Kind, Reader, Unreadable};

const PROGRAM: &str = env!("CARGO_BIN_EXE_candor");
/// "Bad system call": how seccomp ends a process.
const SIGSYS: i32 = 31;

fn tried(what: &str) -> ExitStatus {
    let mut child = Command::new(PROGRAM);
    child.args(["parse-child", "--probe", what]).env_clear().stdin(Stdio::null());
    child.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
}

// ASVS 15.2.5
#[test]
fn the_reading_process_can_open_no_file_and_no_socket_and_start_no_program() {
    if !cfg!(target_os = "linux") {
        println!("skipped: the walls are those of Linux");
        return;
    }
    assert_eq!(tried("nothing").code(), Some(0), "the walls let it live");
    for what in ["file", "socket", "program"] {
        assert_eq!(tried(what).signal(), Some(SIGSYS), "{what}");
    }
    assert_eq!(tried("memory").code(), Some(1), "memory beyond the limit");
}

#[test]
fn the_reading_process_lists_an_archive_and_takes_no_more_than_its_bound() {
    let reader = Reader::new(PROGRAM);
    let empty = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let listing = reader.list(empty).unwrap();
    assert_eq!((listing.kind, listing.entries.len()), (Kind::Zip, 0));
    assert!(matches!(reader.list(vec![0; listing::MOST_BYTES + 1]), Err(Unreadable::TooLarge)));
    let gone = Reader::new("/nonexistent");
    assert!(matches!(gone.list(Vec::new()), Err(Unreadable::Stopped)));
    // A program that says something else is not believed.
    assert!(matches!(Reader::new("/bin/echo").list(Vec::new()), Err(Unreadable::Stopped)));
}

#[test]
fn the_reading_process_has_no_environment_and_no_descriptor_of_its_parent() {
    let mut child = Command::new(PROGRAM)
        .arg("parse-child")
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let process = format!("/proc/{}", child.id());
    let begun = std::time::Instant::now();
    // It waits for its input when its walls are up: then it has a filter.
    loop {
        let status = std::fs::read_to_string(format!("{process}/status")).unwrap();
        if status.contains("Seccomp:\t2") {
            assert!(status.contains("NoNewPrivs:\t1"), "{status}");
            break;
        }
        assert!(begun.elapsed().as_secs() < 20, "{status}");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let limits = std::fs::read_to_string(format!("{process}/limits")).unwrap();
    for line in [
        "Max open files            3 ",
        "Max processes             0 ",
        "Max file size             0 ",
    ] {
        assert!(limits.contains(line), "{limits}");
    }
    child.stdin.take().unwrap().write_all(b"a text").unwrap();
    let said = child.wait_with_output().unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.starts_with("{\"listing\":[{\"kind\":\"other\""), "{said}");
    println!("Landlock among the walls: {}", said.ends_with("true]}"));
}
