//! `candor policy check` on real folders: what is read, how it is shown, and what the exit code says.

use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours.\n";

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(["policy", "check"]).args(arguments).current_dir(folder).env_clear();
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn write(folder: &Path, path: &str, content: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

#[test]
fn a_repository_is_read_where_hosts_look_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), ".github/SECURITY.md", GOOD.as_bytes());
    write(folder.path(), "src/security.md", b"Email our security team.\n");
    write(folder.path(), "node_modules/x/.well-known/security.txt", b"nothing\n");
    write(folder.path(), "web/static/.well-known/security.txt", b"Contact: security@acme.test\n");
    let output = check(folder.path(), &["--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        report["files"],
        serde_json::json!([".github/SECURITY.md", "web/static/.well-known/security.txt"])
    );
    assert_eq!(output.status.code(), Some(1), "a contact that is no URI is an error");
}

#[test]
fn the_exit_code_follows_what_is_asked_to_fail() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "SECURITY.md", GOOD.as_bytes());
    let code = |arguments: &[&str]| check(folder.path(), arguments).status.code();
    assert_eq!(code(&["SECURITY.md"]), Some(0), "warnings do not fail");
    assert_eq!(code(&["SECURITY.md", "--fail-on", "warning"]), Some(1));
    assert_eq!(code(&["SECURITY.md", "--fail-on", "never"]), Some(0));
    assert_eq!(code(&["nothing.md"]), Some(2));
    assert_eq!(code(&["."]), Some(0));
    assert_eq!(code(&[".", "SECURITY.md"]), Some(2), "a folder is checked alone");
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(check(empty.path(), &[]).status.code(), Some(1), "no policy is an error");
}

#[test]
fn a_file_longer_than_any_policy_is_named_and_not_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "SECURITY.md", &vec![b'a'; 10 * 1024 * 1024]);
    let output = check(folder.path(), &["SECURITY.md"]);
    let said = text(&output.stdout);
    assert!(said.contains("error[too-long]") && said.contains("10485760 bytes"), "{said}");
}

#[test]
fn findings_are_shown_as_a_compiler_does_and_as_sarif() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "SECURITY.md", b"# Security policy\n\nEmail our security team.\n");
    let said = text(&check(folder.path(), &[]).stdout);
    assert!(said.contains(" --> SECURITY.md:3:1"), "{said}");
    assert!(said.contains("3 | Email our security team."), "{said}");
    let sarif = check(folder.path(), &["--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_slice(&sarif.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_badge_is_written_to_the_file_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "SECURITY.md", GOOD.as_bytes());
    let output = check(folder.path(), &["--badge", "badge.svg"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let svg = std::fs::read_to_string(folder.path().join("badge.svg")).unwrap();
    assert!(svg.contains("<title id=\"title\">security policy: Scorecard 10/10</title>"), "{svg}");
}

#[test]
fn an_unknown_profile_is_answered_with_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    let said = text(&check(folder.path(), &["--profile", "nis3"]).stderr);
    assert!(said.contains("there is no profile `nis3`") && said.contains("bod-20-01"), "{said}");
}

#[test]
fn an_address_without_tls_is_refused_before_any_connection() {
    let folder = tempfile::tempdir().unwrap();
    let output = check(folder.path(), &["--url", "http://127.0.0.1:9/security.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("https only"), "{}", text(&output.stderr));
}
