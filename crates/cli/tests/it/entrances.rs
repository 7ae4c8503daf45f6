//! How the program is reached: over TLS of its own, and by an onion service beside it.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use testkit::http::Browser;
use testkit::program::Start;

fn policy() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/policies/sigtech.toml")
}

/// A root and a certificate for `localhost`; nothing without `openssl`.
fn certificate(folder: &Path) -> Option<()> {
    let openssl = |arguments: &str| {
        let made = Command::new("openssl")
            .current_dir(folder)
            .args(arguments.split(' '))
            .stderr(Stdio::null())
            .status()
            .inspect_err(|_| println!("skipped: openssl is not installed"))
            .ok()?;
        assert!(made.success(), "{arguments}");
        Some(())
    };
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout site.key -out site.pem",
    )
}

/// What `openssl s_client` with these options gets for a request; nothing when there is no handshake.
fn asked(folder: &Path, address: SocketAddr, options: &[&str]) -> Option<String> {
    let mut client = Command::new("openssl")
        .current_dir(folder)
        .args(["s_client", "-quiet", "-verify_return_error", "-CAfile", "site.pem"])
        .args(["-servername", "localhost", "-verify_hostname", "localhost"])
        .args(["-connect", &address.to_string()])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut input = client.stdin.take().unwrap();
    let _ = input.write_all(request);
    let said = client.wait_with_output().unwrap();
    drop(input);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    (!said.is_empty()).then_some(said)
}

// ASVS 12.1.1, 12.1.2
#[test]
fn sec_12_the_program_speaks_tls_itself_with_modern_suites_only() {
    let folder = tempfile::tempdir().unwrap();
    if certificate(folder.path()).is_none() {
        return;
    }
    let file = |name: &str| folder.path().join(name).display().to_string();
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path()).policy(policy());
    start.environment.push(("CANDOR_TLS_CERT".into(), file("site.pem")));
    start.environment.push(("CANDOR_TLS_KEY".into(), file("site.key")));
    let program = start.run().unwrap();
    let address = program.address;
    for good in
        [&["-tls1_3"][..], &["-tls1_2"], &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384"]]
    {
        let said = asked(folder.path(), address, good).unwrap_or_else(|| panic!("{good:?}"));
        assert!(said.starts_with("HTTP/1.1 200"), "{said}");
        assert!(said.contains("strict-transport-security: max-age=31536000"), "{said}");
    }
    for bad in [
        &["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"][..],
        &["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-SHA"],
        &["-tls1_2", "-cipher", "AES256-GCM-SHA384"],
    ] {
        assert_eq!(asked(folder.path(), address, bad), None, "{bad:?}");
    }
    assert!(Browser::new(address).get("/").is_err(), "no plain HTTP is answered there");

    program.stop().unwrap();
    // A key that is none keeps the program from starting, and nothing of it is repeated.
    std::fs::write(folder.path().join("site.key"), "NOT-A-KEY-BUT-SECRET").unwrap();
    let refused = start.run().unwrap_err().to_string();
    assert!(refused.contains("holds no private key"), "{refused}");
    assert!(!refused.contains("NOT-A-KEY"), "{refused}");
}

#[test]
fn sec_12_an_onion_service_has_an_entrance_of_its_own_beside_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path()).policy(policy());
    for (name, value) in [
        ("CANDOR_PUBLIC_URL", "https://security.example.org"),
        ("CANDOR_ONION_LISTEN", &port.to_string()),
        ("CANDOR_ONION_URL", "http://exampleexampleexample.onion"),
    ] {
        start.environment.push((name.to_owned(), value.to_owned()));
    }
    let program = start.run().unwrap();
    let open = Browser::new(program.address).get("/.well-known/security.txt").unwrap();
    let onion = Browser::new(port).get("/.well-known/security.txt").unwrap();
    assert!(open.text().contains("https://security.example.org/"), "{}", open.text());
    assert!(onion.text().contains("http://exampleexampleexample.onion/"), "{}", onion.text());
    assert!(!onion.text().contains("security.example.org"), "{}", onion.text());
    assert!(open.header("strict-transport-security").is_some());
    assert!(onion.header("strict-transport-security").is_none());
    assert!(program.stop().unwrap().success(), "both entrances close");
}

#[test]
fn sec_10_no_core_dump_is_written_of_the_program() {
    if !cfg!(target_os = "linux") {
        println!("skipped: this is how Linux tells it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path()).policy(policy());
    let program = start.run().unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", program.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
}
