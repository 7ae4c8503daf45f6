//! Policy commands with what lies outside the program: `policy check --url` against a TLS server with a
//! certificate of its own root, and `policy init` on a terminal. Where `openssl` or `script` is not installed,
//! the test says that it skips.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn check(address: &str, roots: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(["policy", "check", "--fail-on", "never", "--json", "--url", address]).env_clear();
    command.envs(roots.map(|file| ("SSL_CERT_FILE", file)));
    command.output().unwrap()
}

/// A web server of `openssl` for the files of a folder; it ends with the test.
struct TlsServer {
    process: Child,
    port: u16,
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl TlsServer {
    /// Makes a root and a certificate for `localhost` in the folder, and serves it. Nothing without `openssl`.
    fn start(folder: &Path) -> Option<Self> {
        let openssl = |arguments: &str| {
            let output = Command::new("openssl")
                .current_dir(folder)
                .args(arguments.split(' '))
                .output()
                .inspect_err(|_| println!("skipped: openssl is not installed"))
                .ok()?;
            assert!(output.status.success(), "{arguments}: {}", text(&output.stderr));
            Some(())
        };
        std::fs::write(folder.join("names"), "subjectAltName=DNS:localhost\n").unwrap();
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
        openssl(&format!(
            "req -x509 {key} -days 2 -subj /CN=root -keyout root.key -out root.pem -addext basicConstraints=critical,CA:TRUE"
        ))?;
        openssl(&format!("req {key} -subj /CN=localhost -keyout site.key -out site.csr"))?;
        openssl(
            "x509 -req -in site.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -extfile names -out site.pem",
        )?;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("openssl")
            .current_dir(folder)
            .args(["s_server", "-quiet", "-WWW", "-cert", "site.pem", "-key", "site.key"])
            .args(["-accept", &format!("127.0.0.1:{port}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, port };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "openssl does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }
}

// ASVS 12.3.2
#[test]
fn a_site_is_fetched_over_tls_with_the_policies_that_its_security_txt_names() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = TlsServer::start(folder.path()) else { return };
    let site = format!("https://localhost:{}", server.port);
    std::fs::create_dir(folder.path().join(".well-known")).unwrap();
    std::fs::write(
        folder.path().join(".well-known/security.txt"),
        format!("Contact: mailto:security@acme.test\nExpires: 2020-01-01T00:00:00Z\nPolicy: {site}/SECURITY.md\n"),
    )
    .unwrap();
    std::fs::write(
        folder.path().join("SECURITY.md"),
        "# Security policy\n\nReport to security@acme.test. We answer within 3 days.\n",
    )
    .unwrap();
    let roots = folder.path().join("root.pem");

    let output = check(&site, Some(&roots));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = |code: &str, path: &str| {
        report["findings"].as_array().unwrap().iter().any(|finding| {
            finding["code"] == code && finding["path"] == format!("{site}{path}").as_str()
        })
    };
    assert!(found("securitytxt-expired", "/.well-known/security.txt"), "{report}");
    assert!(found("bare-days", "/SECURITY.md"), "{report}");

    let stranger = check(&site, None);
    assert_eq!(stranger.status.code(), Some(2));
    assert!(text(&stranger.stderr).contains("certificate"), "{}", text(&stranger.stderr));
}

#[test]
fn init_asks_on_a_terminal_and_enter_takes_what_stands_in_brackets() {
    let folder = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_candor");
    let terminal = Command::new("script")
        .args(["--quiet", "--return", "--command", &format!("'{program}' policy init")])
        .arg("/dev/null")
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut terminal) = terminal else {
        println!("skipped: script (util-linux) is not installed");
        return;
    };
    let answers = format!("Acme\nnobody\nsecurity@acme.test\n{}", "\n".repeat(14));
    terminal.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = terminal.wait_with_output().unwrap();
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}");
    assert!(shown.contains("What is the program called?"), "{shown}");
    assert!(shown.contains("write an e-mail address"), "{shown}");
    let source = std::fs::read_to_string(folder.path().join("policy.toml")).unwrap();
    let policy = policy::parse(&source).unwrap();
    assert_eq!((policy.program.name.as_str(), policy.warnings()), ("Acme", &[][..]));
}
