//! An exported log, read by Go's own `sumdb/note` and `sumdb/tlog` (`tests/go/verify.go`).
//!
//! Needs Debian's `golang-go` and `golang-golang-x-mod-dev`. Without them the tests say that they
//! skip, unless `CANDOR_REQUIRE_GO=1` is set; then they fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ledger::{Hash, SignedNote, TlogProof, consistency_proof, inclusion_proof, write_bundle};
use tempfile::TempDir;

use crate::common::{ORIGIN, Stored, signer};

#[expect(clippy::disallowed_methods, reason = "the oracle is another program")]
fn command(program: &Path) -> Command {
    Command::new(program)
}

/// Where Debian puts Go packages.
const PACKAGES: &str = "/usr/share/gocode";

/// The built verifier, in a folder of its own.
struct Verifier {
    folder: TempDir,
}

/// Builds the verifier; `None` without Go.
fn verifier() -> Option<Verifier> {
    let go = Path::new("go");
    let missing = if let Err(error) = command(go).arg("version").output() {
        Some(format!("go does not run ({error}); install golang-go"))
    } else if !Path::new(PACKAGES).join("src/golang.org/x/mod/sumdb").is_dir() {
        Some("golang.org/x/mod is missing; install golang-golang-x-mod-dev".to_owned())
    } else {
        None
    };
    if let Some(missing) = missing {
        let required = std::env::var_os("CANDOR_REQUIRE_GO").is_some_and(|value| value == "1");
        assert!(!required, "CANDOR_REQUIRE_GO=1, but {missing}");
        println!("skipped: {missing}");
        return None;
    }
    let verifier = Verifier { folder: tempfile::tempdir().unwrap() };
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/go/verify.go");
    let mut build = command(go);
    build.args(["build", "-o"]).arg(verifier.program()).arg(source);
    // Debian keeps the packages outside of modules; nothing is fetched.
    build.env("GO111MODULE", "off").env("GOFLAGS", "").env("GOPATH", PACKAGES);
    build.env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go")).env("CGO_ENABLED", "0");
    let output = build.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the verifier does not build: {said}");
    Some(verifier)
}

impl Verifier {
    fn program(&self) -> PathBuf {
        self.folder.path().join("verify")
    }

    fn run(&self, dir: &Path, vkey: &str) -> Output {
        command(&self.program()).arg(dir).arg(vkey).output().unwrap()
    }

    fn accepts(&self, dir: &Path) -> Result<String, String> {
        let output = self.run(dir, &signer(ORIGIN, 1).verifier().to_string());
        let said = String::from_utf8(output.stdout).unwrap();
        if output.status.success() { Ok(said) } else { Err(said) }
    }
}

fn put(dir: &Path, path: &str, bytes: &[u8]) {
    let file = dir.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

/// The older sizes from which consistency is proven.
fn older(size: u64) -> Vec<u64> {
    [1, 2, 200, 255, 256, 257, 65_536].into_iter().filter(|old| *old < size).collect()
}

/// Writes the log as a folder that any web server can serve, with proofs beside it.
fn export(log: &Stored, dir: &Path) {
    let size = log.size();
    for (tile, bytes) in &log.tiles {
        put(dir, &tile.to_string(), bytes);
        if tile.level() == 0 {
            let from = usize::try_from(tile.index() * 256).unwrap();
            let entries = log.entries.iter().skip(from).take(usize::from(tile.width()));
            put(dir, &tile.entries_path(), &write_bundle(entries).unwrap());
        }
    }
    let checkpoint = log.sign(log.head());
    put(dir, "checkpoint", &checkpoint);
    for index in [0, size / 2, size - 1] {
        let proof = TlogProof {
            extra: None,
            index,
            hashes: inclusion_proof(index, size, |l, i| log.node(l, i)).unwrap(),
            checkpoint: SignedNote::parse(&checkpoint).unwrap(),
        };
        put(dir, &format!("proof.{index}"), proof.to_string().as_bytes());
    }
    for old in older(size) {
        let head = ledger::Checkpoint::new(ORIGIN, old, log.root_at(old)).unwrap();
        put(dir, &format!("checkpoint.{old}"), &log.sign(head));
        let proof = consistency_proof(old, size, |l, i| log.node(l, i)).unwrap();
        let lines: Vec<String> = proof.iter().map(Hash::to_base64).collect();
        put(dir, &format!("consistency.{old}"), lines.join("\n").as_bytes());
    }
}

#[test]
fn sec_11_go_accepts_the_exported_log_at_every_turn_of_the_tiles() {
    let Some(verifier) = verifier() else { return };
    for size in [1, 255, 256, 257, 70_000] {
        let log = Stored::of_numbers(size, &[]);
        let dir = tempfile::tempdir().unwrap();
        export(&log, dir.path());
        let proofs = [0, size / 2, size - 1].into_iter().collect::<std::collections::BTreeSet<_>>();
        let expected = format!(
            "verified {size} entries {} inclusion {} consistency root {}\n",
            proofs.len(),
            older(size).len(),
            log.root_at(size).to_base64()
        );
        assert_eq!(verifier.accepts(dir.path()), Ok(expected));
    }
}

#[test]
fn sec_11_go_accepts_a_log_of_real_entries_and_its_key() {
    let Some(verifier) = verifier() else { return };
    let log = Stored::of_cases(300, &[]);
    let dir = tempfile::tempdir().unwrap();
    export(&log, dir.path());
    assert!(verifier.accepts(dir.path()).is_ok());
    let other = verifier.run(dir.path(), &signer(ORIGIN, 2).verifier().to_string());
    assert!(!other.status.success(), "another key must not verify it");
}

#[test]
fn sec_11_go_rejects_the_exported_log_after_a_change() {
    let Some(verifier) = verifier() else { return };
    let log = Stored::of_numbers(257, &[]);
    let changes = [
        // The last byte of an entry.
        ("tile/entries/000", -1, "does not hash to its leaf"),
        // A length.
        ("tile/entries/001.p/1", 0, "cut off"),
        ("tile/0/000", 40, "inconsistent tile"),
        ("tile/0/001.p/1", 0, "inconsistent tile"),
        ("tile/1/000.p/1", 31, "inconsistent tile"),
        // A digit of the size, behind the origin line.
        ("checkpoint", i64::try_from(ORIGIN.len()).unwrap() + 2, "invalid signature"),
        // The second character of a hash (its first two lines are the header and the index).
        ("proof.128", 35, "invalid transparency proof"),
        ("consistency.200", 1, "invalid transparency proof"),
    ];
    for (path, at, reason) in changes {
        let dir = tempfile::tempdir().unwrap();
        export(&log, dir.path());
        assert!(verifier.accepts(dir.path()).is_ok());
        let mut bytes = fs::read(dir.path().join(path)).unwrap();
        let length = i64::try_from(bytes.len()).unwrap();
        bytes[usize::try_from(at.rem_euclid(length)).unwrap()] ^= 1;
        put(dir.path(), path, &bytes);
        let said = verifier.accepts(dir.path()).unwrap_err();
        assert!(said.starts_with("rejected: ") && said.contains(reason), "{path}: {said}");
    }
}
