//! The log seen from outside: exported and judged by three programs, and watched by a witness.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use verifier::{Key, Unverified, Witness, verify_log};

use crate::browser::{Served, report, serve};

const NOW: &str = "2026-11-02T09:00:00Z";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs the program without any instance's environment.
fn candor(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(arguments).env_clear().stdin(Stdio::null()).output().unwrap()
}

fn reports(served: &Served, count: usize) {
    for _ in 0..count {
        let sent = report(&mut served.program.browser(), "sigtech", &[]);
        assert!(sent.status < 300, "{}", sent.words());
    }
}

/// The key that the public page shows.
fn key(served: &Served) -> String {
    let page = served.program.browser().get("/p/sigtech/ledger").unwrap().words();
    let mut words = page.split_whitespace().map(|word| word.trim_matches('\''));
    words.find(|word| word.contains("/log/sigtech+")).expect("the ledger key is public").to_owned()
}

/// The second opinion on an exported folder.
fn second_opinion(folder: &Path, key: &str, witnesses: &[Witness]) -> Result<u64, String> {
    let read = |path: &str| match std::fs::read(folder.join(path)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    };
    verify_log(read, &Key::parse(key).unwrap(), &[], witnesses)
        .map(|facts| facts.head.size)
        .map_err(|error| match error {
            Unverified::Fault(fault) => fault.to_string(),
            Unverified::Read { path, why } => panic!("{path}: {why}"),
        })
}

/// Go's own sumdb packages, as the tests of `ledger` use them; nothing without Go.
fn go_verifier(folder: &Path) -> Option<PathBuf> {
    let packages = Path::new("/usr/share/gocode");
    let has_go = Command::new("go").arg("version").output().is_ok();
    if !has_go || !packages.join("src/golang.org/x/mod/sumdb").is_dir() {
        let required = std::env::var_os("CANDOR_REQUIRE_GO").is_some_and(|value| value == "1");
        assert!(!required, "CANDOR_REQUIRE_GO=1, but Go or golang-golang-x-mod-dev is missing");
        println!("skipped: Go or golang-golang-x-mod-dev is missing");
        return None;
    }
    let program = folder.join("go-verify");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ledger/tests/go/verify.go");
    let mut build = Command::new("go");
    build.args(["build", "-o"]).arg(&program).arg(source);
    build.env("GO111MODULE", "off").env("GOFLAGS", "").env("GOPATH", packages);
    build.env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go")).env("CGO_ENABLED", "0");
    let built = build.output().unwrap();
    assert!(built.status.success(), "{}", text(&built.stderr));
    Some(program)
}

#[test]
fn sec_11_the_log_of_a_served_instance_is_exported_and_three_programs_judge_it_alike() {
    let served = serve("sigtech", NOW);
    reports(&served, 2);
    let folder = served.folder.path().join("export");
    let (dir, key) = (folder.to_str().unwrap(), key(&served));
    let exported = served.start.command(&["audit", "export", dir]).output().unwrap();
    assert!(exported.status.success(), "{}", text(&exported.stderr));
    assert!(text(&exported.stdout).contains(&key), "{}", text(&exported.stdout));
    let again = served.start.command(&["audit", "export", dir]).output().unwrap();
    assert!(text(&again.stderr).contains("not empty"), "{}", text(&again.stderr));

    let go = go_verifier(served.folder.path());
    let first = || candor(&["audit", "verify", dir, "--key", &key, "--json"]);
    let third = |go: &Path| Command::new(go).arg(dir).arg(&key).output().unwrap();
    let held = first();
    assert!(held.status.success(), "{}", text(&held.stderr));
    let found: serde_json::Value = serde_json::from_slice(&held.stdout).unwrap();
    let size = second_opinion(&folder, &key, &[]).unwrap();
    assert_eq!(found["size"], size);
    if let Some(go) = &go {
        let said = third(go);
        assert!(said.status.success(), "{}", text(&said.stdout));
        assert!(text(&said.stdout).contains(found["root"].as_str().unwrap()));
    }

    // One byte of the last entry.
    let bundle = folder.join(format!("tile/entries/000.p/{size}"));
    let mut bytes = std::fs::read(&bundle).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&bundle, bytes).unwrap();
    let refused = first();
    assert_eq!(refused.status.code(), Some(1));
    let named = format!("entry {}", size - 1);
    assert!(text(&refused.stderr).contains(&named), "{}", text(&refused.stderr));
    let fault = second_opinion(&folder, &key, &[]).unwrap_err();
    assert!(fault.contains(&named), "{fault}");
    if let Some(go) = &go {
        assert!(!third(go).status.success());
    }
}

#[test]
fn sec_11_tiles_of_hashes_are_public_and_entries_are_not() {
    let served = serve("sigtech", NOW);
    reports(&served, 1);
    let mut anyone = served.program.browser();
    let note = anyone.get("/p/sigtech/log/checkpoint").unwrap();
    assert_eq!(note.status, 200);
    let size: usize = note.text().lines().nth(1).unwrap().parse().unwrap();
    let tile = anyone.get(&format!("/p/sigtech/log/tile/0/000.p/{size}")).unwrap();
    assert_eq!((tile.status, tile.body.len()), (200, size * 32));
    let narrower = anyone.get("/p/sigtech/log/tile/0/000.p/1").unwrap();
    assert_eq!(narrower.body, tile.body[..32]);
    for absent in [
        format!("/p/sigtech/log/tile/entries/000.p/{size}"),
        format!("/p/sigtech/log/tile/0/000.p/{}", size + 1),
        "/p/sigtech/log/tile/0/000".to_owned(),
        "/p/sigtech/log/tile/1/000.p/1".to_owned(),
        "/p/sigtech/log/tile/0/../vkey".to_owned(),
        "/p/nowhere/log/tile/0/000.p/1".to_owned(),
    ] {
        assert_eq!(anyone.get(&absent).unwrap().status, 404, "{absent}");
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        // A key file is read-only: replaced, not written into.
        let _ = std::fs::remove_file(to);
        std::fs::copy(from, to).unwrap();
    }
}

// ASVS 16.4.2
#[test]
fn sec_11_a_witness_cosigns_a_log_that_grows_and_refuses_an_old_copy_and_a_fork() {
    let mut served = serve("sigtech", NOW);
    reports(&served, 1);
    let key = key(&served);
    let outside = tempfile::tempdir().unwrap();
    let state = outside.path().join("witness");
    let address = |served: &Served| format!("http://{}/p/sigtech/log", served.program.address);
    let look_at = |log: &str, name: &[&str]| {
        let state = state.to_str().unwrap();
        let mut arguments =
            vec!["witness", log, "--key", &key, "--state", state, "--once", "--json"];
        arguments.extend_from_slice(name);
        candor(&arguments)
    };
    let look = |served: &Served, name: &[&str]| look_at(&address(served), name);
    let nameless = look(&served, &[]);
    assert_eq!(nameless.status.code(), Some(2));
    assert!(text(&nameless.stderr).contains("--name"), "{}", text(&nameless.stderr));
    let first = look(&served, &["--name", "witness.example.net"]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    let first: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();

    // The machine as it is now, with everything on it.
    served.program.stop().unwrap();
    let (home, copied) = (served.folder.path().to_owned(), outside.path().join("copy"));
    copy(&home, &copied);
    served.program = served.start.run().unwrap();
    reports(&served, 2);
    let grown = look(&served, &[]);
    assert!(grown.status.success(), "{}", text(&grown.stderr));
    let grown: serde_json::Value = serde_json::from_slice(&grown.stdout).unwrap();
    assert!(grown["size"].as_u64() > first["size"].as_u64(), "{grown}");
    let file = PathBuf::from(grown["file"].as_str().unwrap());
    let cosigned = std::fs::read(&file).unwrap();

    // Whoever has the export can demand the cosignature.
    let export = outside.path().join("export");
    let dir = export.to_str().unwrap();
    let exported = served.start.command(&["audit", "export", dir]).output().unwrap();
    assert!(exported.status.success(), "{}", text(&exported.stderr));
    let vkey = std::fs::read_to_string(state.join("vkey")).unwrap();
    let witness = Witness::parse(&vkey).unwrap();
    assert!(second_opinion(&export, &key, std::slice::from_ref(&witness)).is_err());
    std::fs::write(export.join("checkpoint"), &cosigned).unwrap();
    let size = second_opinion(&export, &key, std::slice::from_ref(&witness)).unwrap();
    assert_eq!(grown["size"], size);
    let arguments = ["audit", "verify", dir, "--key", &key, "--witness", vkey.trim()];
    assert!(candor(&arguments).status.success());

    // The whole machine is put back, its memory of what it signed as well.
    served.program.stop().unwrap();
    std::fs::remove_dir_all(home.join("data")).unwrap();
    copy(&copied, &home);
    served.program = served.start.run().unwrap();
    let old = look(&served, &[]);
    assert_eq!(old.status.code(), Some(1), "{}", text(&old.stderr));
    assert!(text(&old.stderr).contains("ROLLED BACK"), "{}", text(&old.stderr));

    // It grows past what was cosigned, with other entries.
    reports(&served, 4);
    let forked = look(&served, &[]);
    assert_eq!(forked.status.code(), Some(1), "{}", text(&forked.stderr));
    assert!(text(&forked.stderr).contains("FORKED"), "{}", text(&forked.stderr));
    assert_eq!(std::fs::read(&file).unwrap(), cosigned, "what was cosigned is kept");

    // Nothing is judged without a connection, and a damaged memory is no first time.
    let gone = address(&served);
    served.program.stop().unwrap();
    assert_eq!(look_at(&gone, &[]).status.code(), Some(2));
    std::fs::write(&file, b"damaged").unwrap();
    let damaged = look_at(&gone, &[]);
    assert_eq!(damaged.status.code(), Some(2));
    assert!(text(&damaged.stderr).contains("is damaged"), "{}", text(&damaged.stderr));
}
