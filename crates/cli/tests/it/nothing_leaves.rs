//! No telemetry: whole stories run in a network that leads nowhere, and every connection is on loopback.

use std::process::Command;

/// Set inside of the namespace, so that this test does not begin itself again.
const INSIDE: &str = "CANDOR_TEST_INSIDE_NAMESPACE";
/// What runs inside: a report that becomes an advisory, uploads, signing in.
const STORIES: [&str; 5] =
    ["story::", "uploads::an_upload_whose", "signing_in::", "cve::", "mailing::"];

// ASVS 13.2.5
#[test]
fn sec_2_whole_stories_need_no_network_and_connect_to_this_machine_only() {
    if std::env::var_os(INSIDE).is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let calls = folder.path().join("calls");
    let script = "ip link set lo up && exec strace -f -qq --seccomp-bpf -e trace=connect,sendto,sendmsg,sendmmsg -o \"$0\" \"$@\"";
    let tries = Command::new("unshare")
        .args(["--map-root-user", "--net", "sh", "-c", script])
        .arg(&calls)
        .arg("true")
        .output();
    if !tries.is_ok_and(|tried| tried.status.success()) {
        println!("skipped: no network namespace, no ip or no strace can be had here");
        return;
    }
    let ran = Command::new("unshare")
        .args(["--map-root-user", "--net", "sh", "-c", script])
        .arg(&calls)
        .arg(std::env::current_exe().unwrap())
        .args(STORIES)
        .arg("--test-threads=2")
        .env(INSIDE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    let calls = std::fs::read_to_string(&calls).unwrap();
    let addressed: Vec<&str> =
        calls.lines().filter(|line| line.contains("sa_family=AF_INET")).collect();
    assert!(addressed.len() > 100, "the stories connect to the program: {}", addressed.len());
    let elsewhere: Vec<&&str> = addressed
        .iter()
        .filter(|line| !line.contains("inet_addr(\"127.") && !line.contains("\"::1\""))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
    println!("{} connections, all to this machine", addressed.len());
}
