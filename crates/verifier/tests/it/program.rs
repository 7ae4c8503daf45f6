//! The program itself: exit codes, and what it says to people and programs.

use std::path::Path;
use std::process::{Command, Output};

use crate::house::{Log, signer};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor-verify")).args(arguments).output().unwrap()
}

fn write(log: &Log, folder: &Path) {
    for (path, bytes) in &log.files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}

#[test]
fn sec_11_a_folder_that_holds_ends_with_0_a_changed_one_with_1_and_an_unreadable_one_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::of_numbers(300);
    write(&log, folder.path());
    let (dir, key) = (folder.path().to_str().unwrap(), signer().verifier().to_string());
    let held = run(&["log", dir, "--key", &key]);
    assert_eq!(held.status.code(), Some(0));
    let said = String::from_utf8(held.stdout).unwrap();
    assert!(said.contains("has 300 entries"), "{said}");

    let path = folder.path().join("tile/entries/001.p/44");
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let refused = run(&["log", dir, "--key", &key, "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!((&json["holds"], &json["first_entry"]), (&false.into(), &299.into()));

    let unjudged = run(&["log", "/nowhere/at/all", "--key", &key]);
    assert_eq!(unjudged.status.code(), Some(2));
    let unjudged = run(&["log", dir, "--key", "acme+00000000+AAAA"]);
    assert_eq!(unjudged.status.code(), Some(2));
}

#[test]
fn the_help_teaches_where_the_key_comes_from() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    for part in ["Examples:", "not from the folder that you verify", "Exit codes:"] {
        assert!(help.contains(part), "{help}");
    }
}
