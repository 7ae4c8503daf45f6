//! A CVE number from its reservation to its record, and word of a publication, with the program as it runs: numbers
//! by the command line, the record by itself when the advisory is out.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;
use std::sync::mpsc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use testkit::cve_services::{CveServices, KEY, Mishap, ORGANIZATION, USER};
use testkit::program::Start;

use crate::browser::{PASSPHRASE, Served, example, first_account, report};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// The jobs wake up every twenty seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// The key of minisign's own documentation.
const OTHER_KEY: &str = "untrusted comment: minisign public key\nRWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// A receiver of webhooks that gives on what it is told, with its headers.
fn receiver() -> (String, mpsc::Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/in", listener.local_addr().unwrap());
    let (give, got) = mpsc::channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            while reader.read_line(&mut head).unwrap_or(0) > 2 {}
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.trim().parse().ok()
            });
            let mut body = vec![0; length.unwrap_or(0)];
            let _ = reader.read_exact(&mut body);
            let _ = write!(stream, "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
            let _ = give.send((head, String::from_utf8(body).unwrap()));
        }
    });
    (address, got)
}

#[test]
fn case_5_sec_2_a_number_is_reserved_once_and_its_record_follows_the_advisory() {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cve");
    if !schemas.is_dir() {
        println!("skipped: bodies are not held against the published schemas, which are not there");
    }
    let services = CveServices::start(Some(&schemas)).unwrap();
    let (hook, told) = receiver();
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.toml");
    let text = std::fs::read_to_string(example("simprints")).unwrap();
    std::fs::write(&policy, format!("{text}\n[law]\npacks = [\"cna\"]\n")).unwrap();
    let key = folder.path().join("cve.key");
    std::fs::write(&key, KEY).unwrap();
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at("2026-11-02T09:00:00Z")
        .unwrap()
        .policy(policy);
    for (name, value) in [
        ("CANDOR_RATE_LIMIT", "0"),
        ("CANDOR_CVE_URL", services.address()),
        ("CANDOR_CVE_ORG", ORGANIZATION),
        ("CANDOR_CVE_ORG_ID", "b6f8a0c2-7d1e-4f3a-9b5c-1d2e3f4a5b6c"),
        ("CANDOR_CVE_USER", USER),
        ("CANDOR_CVE_KEY_FILE", key.to_str().unwrap()),
        ("CANDOR_WEBHOOKS", &format!("simprints={hook}")),
        ("CANDOR_WEBHOOK_SECRET", SECRET),
    ] {
        start.environment.push((name.to_owned(), value.to_owned()));
    }
    let program = start.run().unwrap();
    let desk = first_account(&program);
    let mut served = Served::of(program, start, desk, folder);
    let p = "simprints";
    report(&mut served.program.browser(), p, &[]);
    let handle = served.handle();
    for (command, fields) in [
        ("validate", &[][..]),
        ("accept", &[("text", "It is a vulnerability.")]),
        ("fix-ready", &[]),
        ("fix-released", &[("mitigation", "release"), ("version", "2026.3")]),
        ("terminate-embargo", &[("reason", "The fix is out.")]),
    ] {
        served.try_act(p, &handle, command, fields);
    }

    // The answer to the first wish is lost; asked again, nothing is reserved twice.
    let cve = |arguments: &[&str]| {
        let mut command = served.start.command(&["advisory", "cve"]);
        command.args(arguments).args([&handle, "--as", "alice"]);
        command.env("CANDOR_PASSPHRASE", PASSPHRASE).output().unwrap()
    };
    services.mishap("POST /api/cve-id", Mishap::LoseTheAnswer);
    let lost = cve(&["reserve", "--year", "2026", "--amount", "2"]);
    assert!(!lost.status.success() && said(&lost).contains("Try again"), "{}", said(&lost));
    let found = cve(&["reserve", "--year", "2026", "--amount", "2"]);
    assert!(found.status.success(), "{}", said(&found));
    assert!(said(&found).contains("CVE-2026-1000 stands in the draft"), "{}", said(&found));
    assert_eq!(services.numbers().len(), 2);
    let request = cve(&["request"]);
    assert!(said(&request).contains("Request for a CVE ID"), "{}", said(&request));
    assert!(services.numbers().values().all(|number| number.state == "RESERVED"));

    let editor = format!("/desk/p/{p}/cases/{handle}/advisory");
    // On the page: the number is handed back, and the kept one is taken again; nobody is asked anew.
    let asked = services.requests().len();
    for (act, says) in [
        ("cve-return", "CVE-2026-1000 is free for another draft."),
        ("cve-reserve", "CVE-2026-1000 stands in the draft."),
    ] {
        let page = served.desk.get(&editor).unwrap();
        let hidden = |name: &str| page.hidden(name).unwrap();
        let (csrf, seq, seen) = (hidden("csrf"), hidden("expected_seq"), hidden("draft"));
        let sent = [("csrf", &*csrf), ("expected_seq", &*seq), ("draft", &*seen), ("act", act)];
        let done = served.desk.post(&editor, &sent).unwrap();
        assert_eq!(done.status, 200, "{}", done.words());
        assert!(done.words().contains(says), "{act}: {}", done.words());
    }
    assert_eq!(services.requests().len(), asked);
    let page = served.desk.get(&editor).unwrap();
    let (csrf, seq) = (page.hidden("csrf").unwrap(), page.hidden("expected_seq").unwrap());
    let draft = [
        ("csrf", csrf.as_str()),
        ("expected_seq", seq.as_str()),
        ("title", "Files can be read"),
        ("summary", "Anyone can read every file. Update to 2026.3."),
        ("product-1-ecosystem", "Maven"),
        ("product-1-package", "com.simprints:id"),
        ("product-1-fixed", "2026.3"),
        ("product-1-affected", ""),
        ("act", "publish"),
        ("confirm", "publish"),
    ];
    assert!(told.try_recv().is_err(), "nobody is told before it is out");
    let published = served.desk.post(&editor, &draft).unwrap();
    assert_eq!(published.status, 303, "{}", published.words());
    let is_out = services.wait_until(PATIENCE, |numbers| {
        numbers.get("CVE-2026-1000").is_some_and(|number| number.state == "PUBLISHED")
    });
    assert!(is_out, "{:?} {:?}", services.requests(), services.complaints());
    assert_eq!(services.complaints(), [""; 0]);
    let record = services.numbers().remove("CVE-2026-1000").unwrap().container.unwrap();
    assert_eq!(record["title"], "Files can be read");
    assert_eq!(services.numbers()["CVE-2026-1001"].state, "RESERVED");

    // Whoever asked to be told is told once, by a message that they can know for ours.
    let (head, body) = told.recv_timeout(PATIENCE).unwrap();
    let header = |name: &str| {
        let value = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        value.unwrap_or_else(|| panic!("{name}: {head}")).trim().to_owned()
    };
    let at = header("webhook-timestamp").parse().unwrap();
    let key = STANDARD.decode(SECRET.trim_start_matches("whsec_")).unwrap();
    let signature = web::webhook_signature(&key, &header("webhook-id"), at, &body);
    assert_eq!(header("webhook-signature"), signature);
    let body: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["data"]["title"], "Files can be read");
    assert_eq!(body["data"]["aliases"][0], "CVE-2026-1000");

    // Anybody can hold what is served against its signature, by its address alone.
    let id = body["data"]["id"].as_str().unwrap();
    let mut anyone = served.program.browser();
    let own = served.folder.path().join("minisign.pub");
    std::fs::write(&own, anyone.get(&format!("/p/{p}/minisign.pub")).unwrap().body).unwrap();
    let page = anyone.get(&format!("/p/{p}/advisories/{id}")).unwrap();
    assert!(page.text().contains("osv.json.minisig"), "the page links the signatures");
    let address = format!("http://{}/p/{p}/advisories/{id}/osv.json", served.program.address);
    let verify = |address: &str, key: &Path| {
        let mut command = served.start.command(&["advisory", "verify", address, "--key"]);
        command.arg(key).output().unwrap()
    };
    let right = verify(&address, &own);
    assert!(right.status.success(), "{}", said(&right));
    assert!(said(&right).contains("osv.json.minisig is made with this key"), "{}", said(&right));
    let other = served.folder.path().join("other.pub");
    std::fs::write(&other, OTHER_KEY).unwrap();
    let wrong = verify(&address, &other);
    assert!(!wrong.status.success() && said(&wrong).contains("BAD"), "{}", said(&wrong));
    let gone = verify(&address.replace("osv.json", "no.json"), &own);
    assert!(!gone.status.success() && said(&gone).contains("404"), "{}", said(&gone));

    // And against the program's log, which names the very bytes.
    let words = anyone.get(&format!("/p/{p}/ledger")).unwrap().words();
    let log_key = words.split_whitespace().map(|word| word.trim_matches('\''));
    let log_key =
        log_key.into_iter().find(|word| word.contains("/log/") && word.contains('+')).unwrap();
    let in_log = |target: &str, key: &str| {
        let arguments = ["advisory", "verify", target, "--log-key", key];
        served.start.command(&arguments).output().unwrap()
    };
    let right = in_log(&address, log_key);
    assert!(right.status.success(), "{}", said(&right));
    assert!(said(&right).contains("the log names this file: edition 1"), "{}", said(&right));
    let wrong = in_log(&address, "acme+00000000+AAAA");
    assert!(!wrong.status.success() && said(&wrong).contains("does NOT show"), "{}", said(&wrong));

    // The case knows, its clock is kept, and the log names the record.
    let page = served.case(p, &handle).words();
    assert!(page.contains("CVE"), "{page}");
    let verified = served.start.command(&["verify"]).output().unwrap();
    assert!(verified.status.success(), "{}", said(&verified));
}
